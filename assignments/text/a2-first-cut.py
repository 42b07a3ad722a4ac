# %% [markdown] role="given" name="brief"
# # a2 First cut
#
# You have the rushes of one scene, and a brief. You are the editor.
#
# **The brief.** A cut of *The Understudy*, 30 to 45 seconds long, of at least eight shots. No gaps. No slates. At least one split edit of four frames or more: somebody is heard before they are seen, or after. What the scene is about is for you to decide, and to say.
#
# **How you hand it in.** Your edit is the text in the cell below, one shot a line. Cut with code or by hand, as you like; what counts is the text. Below it are cells that look at your cut, and then three places for your own words, which a person reads.
#
# | | points |
# |---|---|
# | length, shots, no holes, a split edit | 8 |
# | the film is what the text says | 4 |
# | your statement, in three parts | 10 |
#
# A crossed line or a jump cut costs nothing. Where there is one, the check names it, and you will say in your statement why it is there.

# %% role="given" name="rushes"
import kuleshov as ku

rushes = ku.rushes("understudy")
cut = None  # until you have made one
rushes

# %% [markdown] role="given" name="how"
# A line is: take, in point, out point, in seconds and frames of the take. The slate ends at `01:00`, half a second of handle follows, and the performance begins at `01:12`. The out point is the first frame that is not seen. `J8` at the end lets the shot's sound begin eight frames early, `L8` eight frames late. `picture-only` lets a shot be seen and not heard: the sound before it runs on. `dissolve 12`, `fade-out 24`, `-3dB` and a note after `#` are allowed. To cut by hand, run the cell with one line in it, then put `ku.cutting_room(rushes, cut)` into a cell of its own below: in JupyterLab each gesture is written into your text.
#
# ```python
# cut = ku.Cut.from_text(
#     """
# title: a name for it
# 1A-1 07:12 11:12
# 4A-1 13:12 17:12 J8    # heard before it is seen
# """,
#     rushes,
# )
# ```

# %% role="solution" name="the_cut"
# cell: the_cut
### BEGIN SOLUTION
cut = ku.Cut.from_text(
    """
title: The understudy, first cut
1A-1 07:00 10:12                 # a click, and there are two of them
3A-1 04:12 05:22                 # the new one looks
4A-1 01:22 03:09
5A-1 03:09 04:06 J6              # a voice, then the face that has it
7A-1 05:22 08:12                 # the whole bench, as if somebody kept count
4A-1 11:22 12:20
5A-1 12:20 13:22 J4
4A-1 14:00 18:06                 # the bulb fails; nobody helps
8A-1 08:06 10:00                 # from the wrong side: the copy is ill too
1A-1 34:12 40:12                 # the dark, and the choice
6C-1 01:22 04:12
4B-1 02:00 05:12
6D-1 02:00 04:16
1A-1 54:12 57:12 fade-out 24
""",
    rushes,
)
### END SOLUTION

# %%
# Look at your cut as often as you like; this cell is not graded.
cut

# %% [markdown] role="given" name="looking"
# ## What a colleague would point at
#
# The next cell prints findings, where there are any. None of them costs a point by itself; what the brief forbids, such as a gap, costs points further down. Mend it, or keep it and write why: in the cutting room at its mark, or with `cut.answer(findings[0], "...")`. The word stays with your cut, and it can be undone.

# %%
if cut is not None:
    findings = cut.check()
    for finding in findings:
        print(finding)
    if not findings:
        print("Nothing to point at. Your statement has a question for that, too.")

# %% [markdown] role="given" name="tests"
# ## Against the brief

# %% role="tests" name="test_length" points=2
from kuleshov.grading import brief

missing = brief.is_a_cut(cut) or brief.wrong_length(cut, 30, 45)
assert not missing, missing[0]

# %% role="tests" name="test_shots" points=2
missing = brief.is_a_cut(cut) or brief.too_few_shots(cut, 8)
assert not missing, missing[0]

# %% role="tests" name="test_holes" points=2
missing = brief.is_a_cut(cut) or brief.holes(cut)
assert not missing, missing[0]

# %% role="tests" name="test_split" points=2
missing = brief.is_a_cut(cut) or brief.no_split(cut)
assert not missing, missing[0]

# %% role="tests" name="test_film" points=4
# Your cut is rendered and its frames are held against the takes.
missing = brief.is_a_cut(cut)
assert not missing, missing[0]
### BEGIN HIDDEN TESTS
takes = ku.rushes("understudy")
missing = brief.not_its_text(cut, takes) or brief.holes(cut) or brief.wrong_length(cut, 0, 300)
assert not missing, missing[0]
missing = brief.film_differs(ku.Cut.from_text(cut.to_text(), takes))
assert not missing, missing[0]
### END HIDDEN TESTS

# %% [markdown] role="given" name="statement"
# ## Your statement
#
# Write for somebody who has seen the film once. Point at moments with timecode, `[film@00:00:12:08]`. What you have answered to findings stands below, ready to paste.

# %%
# Not graded: your answers to the findings, each with its timecode.
if cut is not None:
    print(cut.statement())

# %% [markdown] role="rubric" name="statement_rubric" rubric="statement"
# **How it is read.** One level in each part.

# %% [markdown] role="written" name="statement_about" rubric="statement"
# **What is the scene about, in your cut?** Not what happens: what is at stake, and for whom. About 80 words.
#
# ### BEGIN SOLUTION
# Somebody who is copied finds that the copy has learned something nobody showed it. Filament stands to lose its place on the bench, and at the end it gets its light back from the one who seemed to take it. I stay with the one who hears, not with the one who speaks [film@00:00:05:20]. The dark lasts as long as I dared [film@00:00:19:22].
# ### END SOLUTION

# %% [markdown] role="written" name="statement_decisions" rubric="statement"
# **Three decisions**, each with its timecode: what you chose, what else the rushes offered, and what would be lost with it.
#
# ### BEGIN SOLUTION
# At [film@00:00:06:09] Diode is heard before it is seen. With a straight cut its voice would belong to a lamp; like this it belongs, for a moment, to the room. At [film@00:00:07:06] I leave the close-ups for 7A-1, though 4A-1 and 5A-1 have the same words: from above neither is winning. At [film@00:00:19:22] the master holds for six seconds where 6E-1 offered the moon. A cut to the moon would tell you that time passes. Without it you are left to wait.
# ### END SOLUTION

# %% [markdown] role="written" name="statement_findings" rubric="statement"
# **The findings.** What did the check point at, and why is it there? If it found nothing, name a rule that you followed and would have liked to break.
#
# ### BEGIN SOLUTION
# Twice left and right change places, [film@00:00:16:02] and [film@00:00:17:20]. The first is meant: when the copy is ill too, one should not know for a moment who is who. The second follows from it. I would have liked a neutral picture on the line between the reverse and the master, and the rushes have none; the dark comes to my help.
# ### END SOLUTION

# %% wrong="the_cut" name="seven shots"
# cell: the_cut
cut = ku.Cut.from_text(
    """
title: The understudy, first cut
1A-1 07:00 13:00
3A-1 04:12 09:12
4A-1 01:22 06:22
5A-1 03:09 08:09 J6
8A-1 08:06 11:06
1A-1 34:12 38:12
4B-1 02:00 07:00
""",
    rushes,
)

# %% wrong="the_cut" name="a gap"
# cell: the_cut
cut = ku.Cut.from_text(
    """
title: The understudy, first cut
1A-1 07:00 10:12
3A-1 04:12 05:22
4A-1 01:22 03:09
5A-1 03:09 04:06 J6
7A-1 05:22 08:12
gap 01:00
4A-1 11:22 12:20
5A-1 12:20 13:22 J4
4A-1 14:00 18:06
8A-1 08:06 10:00
1A-1 34:12 41:12
6C-1 01:22 04:12
4B-1 02:00 05:12
""",
    rushes,
)

# %% wrong="the_cut" name="no split"
# cell: the_cut
cut = ku.Cut.from_text(
    """
title: The understudy, first cut
1A-1 07:00 10:12
3A-1 04:12 05:22
4A-1 01:22 03:09
5A-1 03:09 04:06
7A-1 05:22 08:12
4A-1 11:22 12:20
5A-1 12:20 13:22
4A-1 14:00 18:06
8A-1 08:06 10:00
1A-1 34:12 41:12
6C-1 01:22 04:12
4B-1 02:00 05:12
""",
    rushes,
)

# %% wrong="the_cut" name="a split that nobody hears"
# cell: the_cut
cut = ku.Cut.from_text(
    """
title: The understudy, first cut
1A-1 07:00 10:12
3A-1 04:12 05:22
4A-1 01:22 03:09
5A-1 03:09 04:06 J1
7A-1 05:22 08:12
4A-1 11:22 12:20
5A-1 12:20 13:22
4A-1 14:00 18:06
8A-1 08:06 10:00
1A-1 34:12 41:12
6C-1 01:22 04:12
4B-1 02:00 05:12
""",
    rushes,
)

# %% wrong="the_cut" name="half a minute is not reached"
# cell: the_cut
cut = ku.Cut.from_text(
    """
title: The understudy, first cut
1A-1 07:00 10:12
3A-1 04:12 05:22
4A-1 01:22 03:09
5A-1 03:09 04:06 J6
7A-1 05:22 08:12
4A-1 11:22 12:20
5A-1 12:20 13:22 J4
4A-1 14:00 18:06
""",
    rushes,
)

# %% wrong="the_cut" name="far too long"
# cell: the_cut
cut = ku.Cut.from_text(
    """
title: The understudy, first cut
1A-1 07:00 10:12
3A-1 04:12 05:22
4A-1 01:22 03:09
5A-1 03:09 04:06 J6
7A-1 05:22 08:12
4A-1 11:22 12:20
5A-1 12:20 13:22 J4
4A-1 14:00 18:06
8A-1 08:06 10:00
1A-1 34:12 41:12
6C-1 01:22 04:12
4B-1 02:00 05:12
1A-1 10:00 33:00
""",
    rushes,
)

# %% wrong="the_cut" name="slates as shots"
# cell: the_cut
cut = ku.Cut.from_text(
    """
title: The understudy, first cut
4A-1 00:00 01:00
5A-1 00:00 01:00
1A-1 07:00 10:12
3A-1 04:12 05:22
4A-1 01:22 03:09
5A-1 03:09 04:06 J6
7A-1 05:22 08:12
4A-1 11:22 12:20
5A-1 12:20 13:22 J4
4A-1 14:00 18:06
8A-1 08:06 10:00
1A-1 34:12 41:12
6C-1 01:22 04:12
4B-1 02:00 05:12
""",
    rushes,
)

# %% wrong="the_cut" name="one take in eight pieces, which nobody sees"
# cell: the_cut
cut = ku.Cut.from_text(
    """
title: The understudy, first cut
1A-1 07:00 11:00
1A-1 11:00 15:00
1A-1 15:00 19:00
1A-1 19:00 23:00 J8
1A-1 23:00 27:00
1A-1 27:00 31:00
1A-1 31:00 35:00
1A-1 35:00 39:00
""",
    rushes,
)

# %% wrong="the_cut" name="flashes around one long take"
# cell: the_cut
cut = ku.Cut.from_text(
    """
title: The understudy, first cut
4A-1 05:00 05:03
5A-1 05:00 05:03
1A-1 07:00 40:00 J2
4A-1 05:00 05:03
5A-1 05:00 05:03
3A-1 05:00 05:03
2A-1 05:00 05:03
4A-1 05:00 05:03
""",
    rushes,
)

# %% wrong="the_cut" name="beyond the end of a take"
# cell: the_cut
cut = ku.Cut.from_text(
    """
title: The understudy, first cut
1A-1 07:00 10:12
3A-1 04:12 05:22
4A-1 01:22 03:09
5A-1 03:09 04:06 J6
7A-1 05:22 08:12
4A-1 11:22 12:20
5A-1 12:20 13:22 J4
4A-1 14:00 18:06
8A-1 08:06 10:00
1A-1 34:12 41:12
6C-1 01:22 04:12
4B-1 02:00 05:12
4B-1 10:00 13:00
""",
    rushes,
)
