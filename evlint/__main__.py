from evlint.cli import main

raise SystemExit(main())
