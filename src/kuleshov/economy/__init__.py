"""An economy of attention, small enough to be argued with: a market for works, and a ladder for makers.

:func:`market` lets people spend a year's attention on works that they find by popularity, by what a
feed knows of them, or by a curator; :func:`markets` lays several such years beside each other, as the
essay does that the lesson argues with. :func:`ladder` follows those who want to make films while the
small jobs that pay them go away. Every rule stands in :class:`MarketRules` and :class:`LadderRules`
with its unit, and whose it is: most are ours.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
