"""The wordings of results: the patterns that `forms` reads, each over one clause. The rest of a clause is taken whole."""

from __future__ import annotations

import re

from evlint.patterns import pattern as lazy

ADVERBS = r"(?:(?:statistically|clinically|markedly|substantially|also|further|greatly|slightly|consistently|only|even|both|marginally|numerically|moderately|dramatically|generally|strongly|highly|much|still|effectively|then|gradually|progressively|\d{1,3}(?:\.\d)?-fold|twice|(?:(?:more|less) than |over |about |at least |nearly )?\d{1,3}(?:\.\d)?\s?%)\s){0,2}"
SIG = r"(?:(?P<sig>significantly)\s)?"
UP_V = r"increase[sd]?|raise[sd]?|elevate[sd]?|enhance[sd]?|prolong(?:s|ed)?|augment(?:s|ed)?|accelerate[sd]?|boost(?:s|ed)?|promote[sd]?|stimulate[sd]?|potentiate[sd]?|extend(?:s|ed)?|lengthen(?:s|ed)?|causes|caused|induce[sd]?|trigger(?:s|ed)|contribute[sd]? to|leads to|led to|activate[sd]?|facilitate[sd]?|double[sd]?"
DOWN_V = (
    r"reduce[sd]?|decrease[sd]?|lower(?:s|ed)?|shorten(?:s|ed)?|attenuate[sd]?|alleviate[sd]?|relieve[sd]?|prevent(?:s|ed)?|diminish(?:es|ed)?|suppress(?:es|ed)?|inhibit(?:s|ed)?|blunt(?:s|ed)?|ameliorate[sd]?|mitigate[sd]?|"
    r"lessen(?:s|ed)?|minimi[sz]e[sd]?|decline[sd]?|delay(?:s|ed)?|eliminate[sd]?|abolish(?:es|ed)?|halve[sd]?|limit(?:s|ed)?|block(?:s|ed)|slow(?:s|ed)|deactivate[sd]?|hinder(?:s|ed)?|cure[sd]?|kill(?:s|ed)?"
)
VERBS = rf"(?P<up>{UP_V})|(?P<down>{DOWN_V})|(?P<better>improve[sd]?|benefit(?:ted|ed|s\sfrom))|(?P<worse>worsen(?:s|ed)?|impair(?:s|ed)?|deteriorate[sd]?)"
ALONE = r"(?P<up>increased|rose|grew|improved|climbed)|(?P<down>decreased|declined|fell|dropped|diminished|reduced|subsided|resolved)|(?P<worse>worsened|deteriorated)"
DEGREE = r"(?:common|frequent|likely|often|frequently|commonly|rapidly|prevalent|severe|intense|pronounced|rapid|marked)"
MORE = rf"more {DEGREE}|higher|greater|longer|more|larger|increased|raised|heightened|elevated|prolonged|superior|faster|enhanced|stronger|better|improved|earlier"
LESS = rf"less {DEGREE}|lower|lowered|fewer|less|shorter|reduced|decreased|smaller|worse|poorer|inferior|slower|weaker|attenuated|diminished|impaired|rarer"
COMPARISON = rf"(?:(?P<more>{MORE})|(?P<less>{LESS}))"
NOUN = r"(?:(?P<rise>increase|rise|elevation|gain|growth)|(?P<drop>reduction|decrease|decline|fall|drop|loss|suppression|attenuation|delay)|(?P<gain>improvement|benefit|advantage)|(?P<harm>worsening|deterioration|impairment))s?"
SEEN = r"(?:found|observed|seen|noted|detected|reported|recorded|evident|present|demonstrated|shown|identified|obtained|achieved|documented|apparent)"
OF = r"(?:in|for|on|of|with respect to|with regard to|regarding|concerning|in terms of|as regards|across|at)"

NO_DIFFERENCE = lazy(
    r"\b(?:no|not any|without|non-?significant|little or no|little|minimal|lack of|nor|neither|not (?:a|any))\s(?:(?:statistically|clinically|significant(?:ly)?|overall|major|additional|other|apparent|clear|evidence (?:of|for)(?: an?| any)?|between-group|group|intervention|treatment|appreciable|"
    rf"important|relevant|detectable|measurable|meaningful|substantial|such|main|consistent|further|added|discernible|sustained|beneficial|adverse|obvious|real|direct|independent|clear-cut|long-term|short-term)\s){{0,4}}(?P<what>differences?|improvements?|reductions?|decreases?|increases?|changes?|effects?|benefits?|associations?|relationships?|correlations?|impact|influence|advantages?|alterations?|protection|efficacy)\b(?:\s(?:was|were|is|are|has been|have been|could be)\s{SEEN})?(?P<rest>.*)",
    re.I | re.S,
)
SIMILAR = lazy(
    r"\b(?:was|were|is|are|remained|appeared|seemed)\s(?P<pre>(?:[a-z]+(?:ly)?\s){0,3}?)(?P<same>similar|comparable|equivalent|equal|unchanged|the same|alike|unaffected|unaltered|stable|non-?significant(?:ly different)?|identical|balanced|(?:not|no|n[’']t)\s(?:statistically\s|significantly\s|clinically\s|been\s){0,2}"
    r"(?:different|altered|affected|changed|modified|influenced|associated|related|significant))\b(?P<rest>.*)",
    re.I | re.S,
)
NOT_VERB = lazy(
    rf"\b(?P<neg>did not|does not|do not|failed to|fails to|has not|have not|had not|cannot|could not|didn[’']t|neither|(?:appears?|seems?|appeared|seemed|tended|shown|found) not to)\s(?:statistically\s)?(?:appear to |seem to |been shown to )?{ADVERBS}(?:significantly\s)?(?:show (?:an?|any) |(?:result in|lead to|produce|cause|translate into) (?:an? |any )?)?(?:statistically\s)?(?:significant(?:ly)?\s)?"
    r"(?P<verb>reduc\w+|increas\w+|improv\w+|lower\w*|decreas\w+|differ\w*|affect\w*|chang\w+|prevent\w*|reliev\w*|alter\w*|influenc\w+|enhanc\w+|prolong\w*|worsen\w*|modif\w+|reach\w*|impact\w*|benefit\w*|induc\w+|caus\w+|higher|fewer|better|longer|shorter|greater)\b(?:\s(?:in|of|on|from|for|between)\b)?(?P<rest>.*)",
    re.I | re.S,
)
NOT_PASSIVE = lazy(
    r"\b(?:was|were|is|are)\s(?:not|n[’']t|no)\s(?:statistically\s)?(?:significantly\s)?(?P<word>(?:more|less) (?:frequent|common|likely|often|severe)|reduced|increased|improved|lowered|decreased|higher|lower|greater|less|better|worse|longer|shorter|superior|more|prolonged|enhanced|inferior|effective|prevented)\b(?P<rest>.*)",
    re.I | re.S,
)
PASSIVE = lazy(
    rf"\b(?:was|were|is|are|occurred|occurs?|developed|healed|recovered|became|remained|appeared|tended to be|has been|have been)\s{ADVERBS}{SIG}{ADVERBS}{COMPARISON}\b(?P<rest>.*)", re.I | re.S
)
MOVED = lazy(
    rf"\b{ADVERBS}{SIG}(?:{ALONE})(?:\s(?P<sig2>significantly))?(?=\s(?:in|with|for|after|among|from|by|compared|than|over|during|at|to|more|less|significantly|following|between|\()|[,.;(]|$)(?P<rest>.*)",
    re.I | re.S,
)
HAD = lazy(
    r"\b(?:had|has|have|showed|shows|exhibited|experienced|achieved|demonstrated|reported|displayed|required|needed|spent|used|consumed|maintained|developed|gave|produced|provided|yielded|caused|resulted in|led to|leads to|results in|"
    rf"(?:was|were|is) associated with|underwent|made|felt|took|offers)\s(?:an?\s|the\s)?{ADVERBS}(?:(?P<sig>significant(?:ly)?)\s)?{ADVERBS}(?:(?:{COMPARISON})\s)?(?:(?P<sig2>significant)\s)?"
    rf"(?:(?:{NOUN})\s(?:in|of|on)\s)?(?P<rest>.+)",
    re.I | re.S,
)
ACTIVE = lazy(
    rf"(?<!\bthat )(?<!\bwhich )(?<!\bwho )(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?<!\bis )(?<!\bare )(?<!\bof )(?<!\bnot )(?<!\ba )(?<!\bthe )\b{ADVERBS}{SIG}(?:{VERBS})\s(?P<rest>.{{3,}})", re.I | re.S
)
NOMINAL = lazy(
    rf"\b(?:(?P<sig>significant(?:ly)?)\s)?(?:(?:greater|larger|higher|marked|substantial|clinically relevant)\s)?(?:{NOUN})\s(?:(?:with|after|following)\s(?P<given>[^.;,]{{2,40}}?)\s)?(?:in|of)\s(?P<rest>.{{3,}})",
    re.I | re.S,
)
SUPERIOR = lazy(
    rf"\b(?:(?:was|were|is|are|proved|proved to be)\s{ADVERBS}{SIG}(?:(?P<more>superior to|better than|more effective than|more efficacious than)|(?P<less>inferior to|worse than|less effective than|less efficacious than))|{SIG.replace('<sig>', '<sig2>')}(?P<beat>outperformed|surpassed|favou?red over))\s(?P<rest>.+)",
    re.I | re.S,
)
COMPARED = lazy(
    r"(?:\(|,\s|\b)(?:as\s)?(?:compared (?:with|to)|in comparison (?:with|to)|versus|vs\.?|than(?: (?:with|in|for|among|by|after|during|that (?:of|in|with|for)|those (?:in|of|with|receiving|given)))?|relative to|over|against|as opposed to)\s",
    re.I,
)
ASSOCIATED = lazy(
    rf"\b(?:was|were|is|are|has been|have been)\s(?:(?:found|shown|observed|reported|seen) to be\s)?(?:likely\s)?(?P<not>not\s|n[’']t\s)?{ADVERBS}(?:(?P<sig>significantly)\s)?(?:independently\s|closely\s|positively\s|(?P<inverse>inversely|negatively)\s)?(?:associated|related|correlated|linked)\s(?:with|to)\s(?:an?\s|the\s)?{ADVERBS}(?:significantly\s)?(?:{COMPARISON}\s)?(?P<rest>.+)",
    re.I | re.S,
)
BETWEEN_TWO = lazy(
    r"\b(?:a\s|an\s)?(?P<sign>significant|protective|positive|strong|inverse|negative)\s(?:inverse\s|positive\s|protective\s)?(?:association|relationship|correlation|link)s?\s(?:was\s\w+\s|were\s\w+\s)?between\s(?P<a>(?:[^.;]|\.(?=\S)){3,90}?)\sand\s(?P<rest>.+)",
    re.I | re.S,
)
AS_GOOD = lazy(
    r"\b(?:(?:is|was|were|are|be)\sas\s(?P<good>effective|successful|good|safe|efficacious|well tolerated)\sas|(?:provided|provides|had|has|showed|produced|gave|achieved|resulted in|led to)\s(?:a\s|an\s|the\s)?(?:same|similar|comparable|equivalent)\s(?P<o>[^.;]{3,70}?)\s(?:as|to|compared (?:with|to)))\s(?P<rest>.+)",
    re.I | re.S,
)
SHOWED_NONE = lazy(
    r"\b(?:did not|does not|do not|failed to|could not|may not|might not|cannot)\s(?:show|demonstrate|reveal|find|confirm|detect|observe|support|have|exert|provide|offer|confer|add|yield|produce)\s(?:an?y?\s|the\s)?(?P<o>(?:[a-z-]{3,16}\s){0,5}?)"
    r"(?:benefits?|effects?|improvements?|differences?|reductions?|associations?|advantages?|superiority|efficacy)\b(?:\s(?:of|in|on|for|between)\s(?P<rest>.+))?",
    re.I | re.S,
)
FACTOR = lazy(
    r"\b(?:was|were|is|are|may be|might be|be considered|remained|proved)\s(?:also\s)?(?P<not>not\s)?(?:considered\s)?(?:an?\s|the\s)?(?:(?:significant|independent|strong|important|potential|good|genetic|major)\s){0,3}(?:(?P<risk>predictors?\s(?:of|for)|risk\sfactors?\s(?:for|of)|susceptibility\sfactors?\s(?:for|of)|determinants?\sof|markers?\s(?:of|for)|(?:causal\s|aetiological\s)?factors?\s(?:of|in|for))|(?P<safe>protective\s(?:factor\s)?(?:against|for|of)))\s(?P<rest>.+)",
    re.I | re.S,
)
PROTECTS = lazy(
    r"\b(?P<not>did not |does not |do not |failed to )?(?:appear(?:s|ed)? to )?(?:protect(?:s|ed)?(?:\s(?:patients|against))?|(?:confer|provide|offer|afford|exert|ha)(?:s|d|ed|ve|red)?\s(?:an?\s|some\s|significant\s|the\s)*(?:protection|protective\seffects?))\s(?:against|from|on)\s(?P<rest>.+)",
    re.I | re.S,
)
EFFECTIVE = lazy(
    r"\b(?:was|were|is|are|be|seems?|appears?|proved|remains?|may be|may not be|can be|could be|might be|cannot be)\s(?:to be\s)?(?P<not>not\s|no more\s|of no\s|in)?(?:an?\s)?(?:(?:highly|very|also|equally|more|most|safe and|clinically)\s){0,2}(?:effective|efficacious|beneficial|useful|helpful|valuable|appropriate|feasible|viable|successfully used|of (?:value|benefit|use))\b(?!\s(?:than|dose))(?:\s(?:treatment|therapy|option|alternative|agent|intervention|drug|strategy|approach|method|analgesic|tool|adjunct)s?)?(?P<rest>.*)",
    re.I | re.S,
)
SAME_SEEN = lazy(
    rf"\b(?:similar|comparable|equal|equivalent|identical|the same)\s(?P<o>(?!to\b)[^.;]{{3,80}}?)\s(?:was|were)\s(?:{SEEN}|obtained)\s(?:in|for|with|across|between|among)\s(?:both|all|the two|the three|the groups|either)\b(?P<rest>.*)",
    re.I | re.S,
)
NONE_SEEN = lazy(
    rf"\bno\s(?:serious\s|significant\s|major\s|drug-related\s|treatment-related\s|other\s|severe\s)?(?P<o>(?:adverse|side|untoward|toxic)\s(?:events?|effects?|reactions?)|complications?|toxicity|toxicities|deaths?|relapses?)\s(?:(?:was|were)\s{SEEN}|occurred|emerged)\b",
    re.I,
)
AMOUNT = r"(?:numbers?|proportions?|percentages?|rates?|incidences?|frequenc(?:y|ies)|amounts?|degrees?|levels?|risks?|prevalence|likelihood|odds)"
NUMBER_OF = lazy(
    rf"\b(?:(?P<sig>significantly)\s)?(?:an?\s)?(?:(?P<sig2>significantly)\s)?{COMPARISON}\s(?:{AMOUNT}\sof\s)?(?P<o>[^.;]{{3,90}}?)\s(?:was|were)\s(?:\w+ly\s)?(?:{SEEN}|obtained)\s(?:in|with|for|among|after|by)\s(?P<rest>.+)",
    re.I | re.S,
)
PEOPLE = r"(?:patients|participants|subjects|women|men|children|infants|adults|people|individuals|respondents|students|mothers)"
MORE_PEOPLE = lazy(
    rf"\b(?:(?P<sig>significantly)\s)?(?:(?P<more>more)|(?P<less>fewer|less)|an?\s(?:(?P<sig2>significantly)\s)?(?:(?P<more2>higher|greater|larger)|(?P<less2>lower|smaller))\s{AMOUNT}\sof)\s(?:of the\s)?{PEOPLE}\s"
    r"(?:in|receiving|treated with|on|given|randomi[sz]ed to|assigned to|with|who received|taking|from)\s(?P<a>(?:the\s)?[^,;.]{2,60}?)(?:\s(?:than|compared (?:with|to)|versus|vs\.?)\s(?:in\s|with\s|those\s(?:in|on|receiving)\s)?(?P<b>(?:the\s)?[^,;.]{2,50}?))?\s"
    r"(?P<did>had|achieved|experienced|reported|reached|were|required|developed|discontinued|completed|responded|showed|remained|attained|delivered|improved|recovered|withdrew|stopped|conceived|preferred|chose|continued|returned|gained|lost|underwent|met|tested|used|needed|suffered|maintained|survived|died|relapsed|received|felt|rated|preferred)\b(?P<rest>.*)",
    re.I | re.S,
)
BETWEEN = lazy(r"\b(?:between|among)\s(?P<a>[^.;,]{2,60}?)\s(?:and|versus|vs\.?)\s(?P<b>[^.;,]{2,60}?)(?=\s(?:in|for|at|over|after|with|regarding|was|were|on|during)\b|[.,;()]|$)", re.I)
WHERE = lazy(r"\s?\b(?:in|with|for|after|among|by|using|during|following|on|under)\s", re.I)
GROUPS = lazy(r"\b(?:between|among|across|in)\s(?:the\s)?(?:two\s|three\s|both\s|treatment\s|study\s|all\s|either\s|any\s|\d\s)*(?:groups?|arms?|treatments|conditions|regimens|cohorts)\b", re.I)
