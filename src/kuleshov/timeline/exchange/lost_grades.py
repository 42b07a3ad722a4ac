"""What other programs' formats lose of an edit's grades."""

from ...words import some
from ..edit import Edit


def lost_grades(edit: Edit, format_: str) -> list[str]:
    """Say which shots another program shows as they were shot.

    A grade here is a gain on linear light. The formats have no place for one, or for a number on
    coded values (an EDL's ASC CDL), which is another picture.

    Parameters
    ----------
    edit : Edit
    format_ : str
        How the sentence calls the format.

    Returns
    -------
    list of str
        One sentence; empty where nothing is graded.

    Examples
    --------
    >>> from kuleshov.timeline import Shot
    >>> lost_grades(Edit(shots=(Shot("4A-1", 24, 72, grade={"stops": -1}),)), "FCPXML")
    ['FCPXML does not keep the grade of shot 1: there the takes look as they were shot.']
    """
    graded = [str(number) for number, shot in enumerate(edit.shots, 1) if shot.grade]
    if not graded:
        return []
    shots = f"shots {some(graded)}" if len(graded) > 1 else f"shot {graded[0]}"
    return [
        f"{format_} does not keep the grade of {shots}: there the takes look as they were shot."
    ]
