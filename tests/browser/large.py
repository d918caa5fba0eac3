"""A corpus of 2,000 documents with some 10,000 findings: what the page must still show at once."""

from __future__ import annotations

import random

DRUGS = (
    "ketamine gabapentin pregabalin duloxetine lidocaine tramadol morphine amitriptyline losartan metformin aspirin warfarin ibuprofen naproxen celecoxib zinc "
    "melatonin sertraline fluoxetine lithium citalopram paroxetine venlafaxine mirtazapine bupropion trazodone diazepam lorazepam clonazepam haloperidol olanzapine "
    "risperidone quetiapine clozapine aripiprazole valproate carbamazepine lamotrigine topiramate levetiracetam phenytoin atenolol metoprolol bisoprolol carvedilol "
    "amlodipine nifedipine diltiazem verapamil enalapril lisinopril ramipril captopril valsartan candesartan simvastatin atorvastatin rosuvastatin pravastatin"
).split()
OUTCOMES = ("pain intensity", "mortality", "relapse", "sleep quality", "nausea", "hospital admission", "blood pressure", "anxiety", "fatigue", "falls")
FILLER = (
    "Participants were recruited from outpatient clinics and followed by telephone and at visits.",
    "The authors describe the setting, the staff and the way in which the treatment was given in some detail.",
    "Adherence was recorded in diaries that the participants kept and returned at each visit.",
    "The protocol was registered in advance, and deviations from it are listed in the appendix.",
    "Follow-up was complete for most of the participants, and reasons for leaving were recorded.",
)


def documents(count: int = 2000, seed: int = 7) -> dict[str, str]:
    """Path → Markdown. Each document holds some five faults of several families; a few topics meet in several documents."""
    dice = random.Random(seed)
    out = {}
    for n in range(count):
        drug, outcome = dice.choice(DRUGS), dice.choice(OUTCOMES)
        low, high = round(dice.uniform(0.4, 0.8), 2), round(dice.uniform(0.85, 0.98), 2)
        lines = [f"# Notes on {drug} and {outcome}, part {n}", "", "## Background", ""]
        lines += [" ".join(dice.choices(FILLER, k=5)), "", f"See [the older page](old{n}.md) for the dose." if n % 2 else "See the older page for the dose.", ""]
        lines += ["## Methods", "", " ".join(dice.choices(FILLER, k=6)), "", "## Results", ""]
        lines += [f"The odds of {outcome} were lower with {drug} (OR {low - 0.2:.2f}, 95% CI {low:.2f} to {high:.2f})."]
        lines += [f"In group A, {dice.randint(10, 40)} of 50 patients ({dice.randint(85, 99)}%) completed the study, and the risk of {outcome} was 0.{n % 97:02d} (p = .000)."]
        lines += ["", " ".join(dice.choices(FILLER, k=5)), "", "## Discussion", "", f"Studies show that {drug} {dice.choice(('may', 'did not', 'can'))} help. " + " ".join(dice.choices(FILLER, k=4))]
        lines += ["", f"Another trial found no such thing (HR {low:.2f}, 95% CI {high:.2f} to {low - 0.3:.2f}). Recent evidence suggests a benefit that earlier reports did not see. Read more", ""]
        out[f"docs/part{n // 100:02d}/page{n:04d}.md"] = "\n".join(lines)
    return out
