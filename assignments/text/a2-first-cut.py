# %% [markdown] role="given" name="brief"
# # a2 First cut
#
# You have the rushes of one scene, and a brief. You are the editor.
#
# **The brief.** A cut of *The Understudy*, 30 to 45 seconds long, of at least eight shots. No gaps. No slates. At least one split edit: somebody is heard before they are seen, or after. What the scene is about is for you to decide, and to say.
#
# **How you hand it in.** Your edit is the text in the cell below, one shot a line. Cut with code or by hand, as you like; what counts is the text. Below it are cells that look at your cut, and then three places for your own words, which a person reads.
#
# | | points |
# |---|---|
# | length, shots, no holes, a split edit | 8 |
# | the film is what the text says | 4 |
# | your statement, in three parts | 10 |
#
# A crossed line or a jump cut costs nothing. The check will name it, and you will say in your statement why it is there.

# %% role="given" name="rushes"
import kuleshov as ku

rushes = ku.rushes("understudy")
rushes

# %% [markdown] role="given" name="how"
# A line is: take, in point, out point, in seconds and frames of the take. The first frame after slate and handle is `01:12`; the out point is the first frame that is not seen. `J8` at the end lets the shot's sound begin eight frames early, `L8` eight frames late. `dissolve 12`, `fade-out 24`, `-3dB` and a note after `#` are allowed.
#
# ```
# 1A-1 07:12 11:12
# 4A-1 13:12 17:12 J8    # he hears it first
# ```

# %% role="solution" name="the_cut"
cut = None
### BEGIN SOLUTION
cut = ku.Cut.from_text(
    """
title: The understudy, first cut
1A-1 07:12 11:00                 # a click, and there are two of them
2A-1 04:14 06:14                 # again
5A-1 02:02 05:00 J6              # again: the voice before the face
1A-1 13:16 17:06
4A-1 11:10 12:08                 # no
5A-1 12:08 13:08 J4              # no
4A-1 14:00 18:00
8A-1 07:12 10:12                 # from the other side: the copy is ill too
1A-1 33:12 40:12                 # the dark, and the choice
6C-1 01:16 04:16
4B-1 02:00 06:00
6D-1 02:00 04:12 fade-out 12
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
# The next cell prints findings. None of them costs a point. You will need them for your statement.

# %%
if cut is not None:
    for finding in cut.check():
        print(finding)

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
missing = brief.holes(cut) or brief.film_differs(cut)
assert not missing, missing[0]
assert cut.shots == ku.Cut.from_text(cut.to_text(), rushes).shots
assert all(name in ku.rushes("understudy") for name in {s.take for s in cut if not s.is_card})
### END HIDDEN TESTS

# %% [markdown] role="given" name="statement"
# ## Your statement
#
# Write for somebody who has seen the film once. Point at moments with timecode, `[film@00:00:12:08]`.

# %% [markdown] role="written" name="statement_about" points=3
# **What is the scene about, in your cut?** Not what happens: what is at stake, and for whom. About 80 words.
#
# ### BEGIN SOLUTION
# Somebody who is copied discovers that the copy has learned something nobody showed it. In my cut the scene belongs to Filament: I stay with the one who hears, not with the one who speaks [film@00:00:06:00]. The dark lasts as long as I dared.
# ### END SOLUTION

# %% [markdown] role="written" name="statement_decisions" points=4
# **Three decisions**, each with its timecode: what you chose, what else the rushes offered, and what would be lost with it.
#
# ### BEGIN SOLUTION
# At [film@00:00:16:00] ...
# ### END SOLUTION

# %% [markdown] role="written" name="statement_findings" points=3
# **The findings.** What did the check point at, and why is it there? If it found nothing, name a rule that you followed and would have liked to break.
#
# ### BEGIN SOLUTION
# The crossed line at [film@00:00:21:00] is meant: when the copy is ill too, one should not be sure for a moment who is who.
# ### END SOLUTION
