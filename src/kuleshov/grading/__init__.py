"""Grading a class: intake, sandbox and two processes, gradebook, critiques read and reviewed.

What assignments call is here by the names that their cells use: ``from kuleshov.grading import
shot_list, brief, rhythm, space, light, conversation, sync,
generator, fair, short, student``.
"""

from typing import TYPE_CHECKING

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "checks": [
            *("shot_list", "brief", "rhythm", "space", "light"),
            *("conversation", "sync", "generator", "fair", "short"),
        ],
        "inside.student": ["Student", "student"],
    },
)

if TYPE_CHECKING:
    from .checks import brief as brief
    from .checks import conversation as conversation
    from .checks import fair as fair
    from .checks import generator as generator
    from .checks import light as light
    from .checks import rhythm as rhythm
    from .checks import short as short
    from .checks import shot_list as shot_list
    from .checks import space as space
    from .checks import sync as sync
    from .inside.student import Student as Student
    from .inside.student import student as student
