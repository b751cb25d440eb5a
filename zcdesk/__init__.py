"""zcdesk: a factory's greenhouse-gas inventory, its footprints, its zero-carbon readiness, and their documents.

The program is a small kernel that knows no sector, packs of data that know nothing else (``forms/`` says what
is asked, ``resources/`` how it is computed, scored and printed), and a desk that draws both.

Layers, each importing only those below it::

    app
    ui | cli | group
    workbench
    packs | calc | store | exchange | report
    formula
    domain

Packages on one line do not know each other; ``workbench`` introduces them.

Three ideas carry everything:

1. **Traced** (`zcdesk.domain.trace`): provenance is the return type. The chain on screen, the calculation
   appendix on paper and the audit are one object read three times.
2. **One formula language** (`zcdesk.formula`), used for result lines, relevance of a question, plausibility
   checks, scores and conditions in a report.
3. **Edit** (`zcdesk.domain.change`): one immutable record that is at once the undo step, the autosave, the
   audit entry and the notification.
"""

__version__ = "0.1.0"
