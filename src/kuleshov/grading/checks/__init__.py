"""What the tests of assignments call, a module an assignment, in an editor's words.

Cells name these modules by their subject: ``from kuleshov.grading import shot_list``.
"""

from importlib import import_module
from types import ModuleType

_SUBJECTS = {
    "shot_list": "a1_shot_list",
    "brief": "a2_first_cut",
    "rhythm": "a3_rhythm",
    "space": "a4_space",
    "light": "a4_light",
    "conversation": "a5_conversation",
    "sync": "a5_sync",
    "generator": "a6_generator",
    "fair": "a7_fair_comparison",
    "short": "a8_short",
}


def __getattr__(name: str) -> ModuleType:
    if name not in _SUBJECTS:
        raise AttributeError(f"kuleshov.grading.checks has no name {name!r}")
    return import_module(f"{__name__}.{_SUBJECTS[name]}")
