"""What goes wrong, said once and clearly.

Every error that a student can meet is a :class:`KuleshovError`: one sentence in an editor's
words that says what is wrong, where, and what to do. In a notebook it is shown without the
traceback through the kit's own files; ``%tb Verbose`` in the next cell shows them.
"""


class KuleshovError(ValueError):
    """Something that a person can mend, said in one sentence."""

    def _render_traceback_(self) -> list[str]:
        """Return what IPython shows instead of a traceback: it asks for it by this name."""
        from .views import view

        lines: list[str] = view("error")(self)
        return lines


class MediaError(KuleshovError):
    """A file that can't be read or written as film or sound."""


class EditError(KuleshovError):
    """An edit that can't be made: a point outside its take, a gap, a split too long."""


class LibraryError(KuleshovError):
    """Footage that isn't there: not fetched, changed upstream, unknown by that name."""


class Refused(KuleshovError):
    """A measure that would be a guess: too few shots, too short, no sound."""
