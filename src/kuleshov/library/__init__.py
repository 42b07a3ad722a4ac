"""What there is to cut and compare, and whose it is.

======================  ===============================================================
:func:`rushes`          a bin of takes with what is known about them
:func:`synced`          takes that were shot together, on one clock
:func:`catalog`         openly licensed clips, generated and made by people
:func:`fetch`           one of those clips, downloaded once and checked
:func:`import_footage`  the student's own footage, made into course proxies
:func:`ledger`          who made each clip, with what, under which licence, with whose consent
:func:`credits`         the credit roll of a film, with its gaps
:func:`papers`          what is known of all that is in a film, and what lacks
:func:`publish`         a film, its roll and its papers in one folder, once nothing lacks
:func:`remove_traces`   a copy of a film without traces; ``leave_traces`` and ``sign`` put some in
======================  ===============================================================
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
