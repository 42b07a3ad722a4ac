# %% [markdown] role="given" name="brief"
# # a8 Your short
#
# A film of one to two minutes, yours, ready to be shown to strangers: with captions, with papers, with your consent. Then you read two films of others. Plan about ten hours, over two weeks.
#
# **What you may cut from.** The rushes of *The Understudy*, footage of your own, generated clips whose papers say how they were made, or all of them.
#
# **What you hand in.** This notebook, and the folder `short` that it makes beside itself.
#
# | | points |
# |---|---|
# | the file: its length, its picture, and that it is a film | 4 |
# | loudness and true peak | 4 |
# | black at both ends, no slates | 4 |
# | captions | 4 |
# | papers and consent | 4 |
# | the film, by a person who watches it | 6 |
# | your statement, and your continuity sheet | 8 |
# | two reviews of others | 6 |
#
# The first twenty are a technician's. They say whether your film can be shown, and nothing of whether it should be.

# %% role="given" name="start"
import kuleshov as ku
from kuleshov.grading import short, student

takes = short.takes(ku.rushes("understudy"))
cut = film = None  # until you have made them

# %% [markdown] role="given" name="about_cut"
# ## 1 The cut
#
# `takes` holds the rushes, and what you have imported. To import, in a cell of your own:
#
# ```python
# ku.import_footage(
#     "IMG_0412.MOV", made_by="Ana Lund", made_with="a phone", licence="CC BY 4.0", consent="nobody is seen"
# )
# ```
#
# Of a generated clip say the tool in `made_with`. The film lies in `studio/footage` as `IMG_0412.mp4`, and the take is called `IMG_0412`. Then run the notebook again from its top.
#
# The film lasts **60 to 120 s** and has three shots or more. At each end there is half a second or more of black and silence. The whole is at **-23 LUFS**, give or take 0.5, and its peaks stay under -1 dBTP. `cut.to_loudness(-23)` as the last line sees to the first, and most often to the second. No slate is in the picture.
#
# By hand: run the cell with one shot in its text, such as `4A-1 13:12 17:12`, then put `ku.cutting_room(takes, cut)` into a cell of your own. In JupyterLab each gesture is written into your text; elsewhere copy the text that stands under the room.
#
# A line is a take, where it begins and where it ends, in seconds and frames of the take. The first second of the course's takes is their slate. `J8` lets the sound come 8 frames early, `fade-in 12` takes 12 frames, `-3dB` is softer; a2 has them all.
#
# ```python
# cut = ku.Cut.from_text(
#     """
# title: a name for it
# black 01:00
# 3A-1 04:12 05:22 fade-in 12
# 4A-1 13:12 17:12
# 5A-1 12:20 13:22 J4    # a take of yours stands here as IMG_0412 00:12 04:00
# black 01:00
# """,
#     takes,
# )
# cut.to_loudness(-23)
# ```

# %% role="solution" name="the_cut"
# cell: the_cut
### BEGIN SOLUTION
cut = ku.Cut.from_text(
    """
title: What the copy kept
black 01:00
1A-1 01:12 10:12 fade-in 12
3A-1 04:12 05:22                 # the new one looks
4A-1 01:22 03:09
5A-1 03:09 04:06 J6              # a voice, then the face that has it
7A-1 05:22 08:12
4A-1 11:22 12:20
5A-1 12:20 13:22 J4
4A-1 14:00 18:06                 # the bulb flickers; nobody helps
8A-1 08:06 10:00                 # from the wrong side: the copy is ill too
1A-1 34:12 44:12                 # the dark, and the choice
6C-1 01:22 04:12
3B-1 02:00 09:12
4B-1 02:00 11:12                 # the question, and no answer to it
6D-1 02:00 04:16 stem rest
5B-1 04:00 08:00 fade-out 24
black 01:00
""",
    takes,
)
cut.to_loudness(-23)
### END SOLUTION

# %%
# Look at your cut as often as you like; this cell is not graded.
cut

# %% [markdown] role="given" name="about_film"
# ## 2 The film
#
# `film = cut.render("short.mp4")` renders your cut into your studio, and renders again only where the cut has changed. Watch it whole, once with your eyes shut.
#
# `short.at_work(cut)` is False while there is no cut. It is False on your grader's machine, too: there your film lies as you handed it in, and nothing is made again.

# %% role="solution" name="the_film"
# cell: the_film
if short.at_work(cut):
    ### BEGIN SOLUTION
    film = cut.render("short.mp4")
    ### END SOLUTION

# %%
# Not graded.
film

# %% [markdown] role="given" name="about_captions"
# ## 3 Captions
#
# Caption a cut that stays: when you cut again, the times move. Somebody will watch it without sound. Write what is said, and the noises that matter, in brackets: `[a click]`. Each spoken line has a caption, in two lines of 42 letters at most, for 0.83 to 7 s, at 20 letters a second at most.
#
# Two lines that are too short to be read may share one caption, a line each.
#
# By ear: put `ku.captions(film, draft=cut.captions())` into a cell of your own, and hold C while a line is heard. They are kept beside the film as you work; then write `pass` in place of the lines under `if`. By code:
#
# ```python
# captions = cut.captions()  # what is spoken in the rushes; what your own takes say is yours to add
# captions = ku.Captions(one for one in captions if one.text != "Again.")  # without these
# captions = captions.add(3.0, 4.2, "- Again.\n- Again.").add(5.0, 6.0, "[a click]")
# captions.save(film.path.with_suffix(".vtt"))
# ```

# %% role="solution" name="captions"
# cell: captions
# What this cell saves takes the place of what you timed by ear.
if short.at_work(cut):
    ### BEGIN SOLUTION
    captions = cut.captions().add(9.0, 10.0, "[a click]").add(19.6, 21.2, "[the bulb flickers]")
    captions.save(film.path.with_suffix(".vtt"))
    ### END SOLUTION

# %% [markdown] role="given" name="about_papers"
# ## 4 Papers
#
# Who made it, from what, under which licence, and who is seen in it? The next cell says what nobody has said yet. Answer by hand, in cells of your own: `ku.ledger.form(film)`, and for a take that has a gap `ku.ledger.form(takes["IMG_0412"])`; then write `pass` under `if`. Or answer by code: `ku.ledger.fill(film, made_by="...")`, `ku.ledger.fill(takes["IMG_0412"], kind="human", made_on="2026-11-20", source="my kitchen", likeness="nobody", edits="none")`; where a sentence says `clip`, the take is meant. A film with takes of your own has a licence too. Give the name under which you want to be shown; several authors with "and" between them.

# %%
if film is not None:
    print(*ku.papers(film).sum, sep="\n")

# %% role="solution" name="papers"
# cell: papers
if short.at_work(cut):
    ### BEGIN SOLUTION
    ku.ledger.fill(film, made_by="Ana Lund and Ben Oke")
    ### END SOLUTION

# %% [markdown] role="given" name="about_publish"
# The next cell puts film, captions, credits and papers into the folder `short`. It refuses while the papers have a gap, and names it. Run it again after each change: what lies there is replaced, and your consent stays.

# %%
if film is not None and short.at_work(cut):
    print(ku.publish(film, "short", replace=True))

# %% [markdown] role="given" name="about_consent"
# ## 5 Consent
#
# Nobody shows your film unless you say so. Each author writes a line: the name as the papers spell it, a comma, the day. The first line names the programme; your instructor tells you its title. Don't sign for others. If you don't want it shown to anybody, write `Programme: none` and no more: then nobody shows it, and it costs nothing.
#
# ```python
# short.agree("""
# Programme: Shorts of the winter term
# I agree: Ana Lund, 2026-12-01
# """)
# ```

# %% role="solution" name="consent"
# cell: consent
if short.at_work(cut):
    ### BEGIN SOLUTION
    short.agree("""
Programme: Shorts of the winter term
I agree: Ana Lund, 2026-12-01
I agree: Ben Oke, 2026-12-01
""")
    ### END SOLUTION

# %% [markdown] role="given" name="about_report"
# ## 6 The technician's report
#
# The tests below ask the same of the folder, here and on your grader's machine. Your own footage lies on this machine alone, so only here is the film held against it, and slates are looked for in it. Run it as often as you like; each check that is open says what to do.

# %%
if film is not None and short.handed_in():
    print(ku.delivery("short/short.mp4", edit=cut))
else:
    print("No film was made here and published.")

# %% [markdown] role="given" name="about_file"
# ### The file

# %% role="tests" name="test_length" points=1
from kuleshov.grading import short, student

missing = short.missing(student, cut, "length")
assert not missing, missing[0]

# %% role="tests" name="test_file" points=1
from kuleshov.grading import short, student

missing = short.missing(student, cut, "frame rate", "picture", "coding")
assert not missing, "\n".join(missing)

# %% role="tests" name="test_film" points=2
from kuleshov.grading import short, student

missing = short.no_short(student, cut)
assert not missing, "\n".join(missing)

# %% [markdown] role="given" name="about_sound"
# ### How loud it is

# %% role="tests" name="test_loudness" points=2
from kuleshov.grading import short, student

missing = short.missing(student, cut, "loudness")
assert not missing, missing[0]

# %% role="tests" name="test_peak" points=2
from kuleshov.grading import short, student

missing = short.missing(student, cut, "true peak")
assert not missing, missing[0]

# %% [markdown] role="given" name="about_ends"
# ### Where it begins and ends

# %% role="tests" name="test_ends" points=2
from kuleshov.grading import short, student

missing = short.missing(student, cut, "head and tail")
assert not missing, missing[0]

# %% role="tests" name="test_slates" points=2
from kuleshov.grading import short, student

missing = short.missing(student, cut, "slates")
assert not missing, missing[0]

# %% [markdown] role="given" name="about_words"
# ### Its words

# %% role="tests" name="test_captions" points=2
from kuleshov.grading import short, student

missing = short.missing(student, cut, "captions")
assert not missing, missing[0]

# %% role="tests" name="test_lines" points=2
from kuleshov.grading import short, student

missing = short.missing(student, cut, "lines")
assert not missing, missing[0]

# %% [markdown] role="given" name="about_whose"
# ### Whose it is

# %% role="tests" name="test_papers" points=2
from kuleshov.grading import short, student

missing = short.missing(student, cut, "papers")
assert not missing, missing[0]

# %% role="tests" name="test_consent" points=2
from kuleshov.grading import short, student

missing = short.missing(student, cut, "consent")
assert not missing, missing[0]

# %% [markdown] role="given" name="about_continuity"
# ## 7 The continuity sheet
#
# Go through your film shot by shot, as a script supervisor does: who is where, what stands where, which lamp is lit, at the beginning and at the end of each shot. By hand in the form; by code `sheet.note(3, "filament", side="left", lit="yes")`. What you note is kept in your studio.

# %%
sheet = ku.continuity(cut) if short.at_work(cut) else None
sheet.form() if sheet is not None else None

# %%
# What changes between two shots, and nobody was seen changing.
if sheet is not None:
    print(sheet.check())

# %% [markdown] role="given" name="about_own_words"
# ## 8 Your words
#
# Write for somebody who has seen the film once. Point at moments with timecode, `[film@00:00:12:08]`.

# %% [markdown] role="rubric" name="short_rubric" rubric="short"
# **How it is read.** One level in each part. Your readers from the class see the rows above the reviews.

# %% [markdown] role="written" name="short_film" rubric="short"
# **Title and logline.** The title, and one sentence: who wants what, and what is in the way. The film itself is what is read here.
#
# ### BEGIN SOLUTION
# Title: What the copy kept
#
# Logline: A lamp is copied by its successor, move for move, until its bulb fails and the copy has to do something that nobody showed it.
# ### END SOLUTION

# %% [markdown] role="written" name="short_statement" rubric="short"
# **Statement.** Three decisions, each with its timecode: what you chose, what else there was, what would be lost with it. About 150 words.
#
# ### BEGIN SOLUTION
# The first shot lasts nine seconds [film@00:00:01:00]. I had a close-up of the same moves, and it would have told you whom to love before you know that there are two. At [film@00:00:12:21] Diode is heard a quarter of a second before it is seen. Cut straight, the voice would belong to a lamp; like this it belongs, for a moment, to the room, and the room seems to answer. At [film@00:00:24:08] the room holds for ten seconds. The rushes offer a close-up for it, and that would tell you whom to watch. Without it you wait, and don't know for whom. What I gave up is Filament's rise: the master has it at the end, and I end on the other one, who has asked for nothing. So the question [film@00:00:49:08] stays in the air.
# ### END SOLUTION

# %% [markdown] role="written" name="short_continuity" rubric="short"
# **Continuity.** What did your sheet find? For each break: mended, or kept, and what it does to whoever watches. Where it found none: what did you note, and what could it not hold? About 100 words.
#
# ### BEGIN SOLUTION
# I noted both lamps, the sheet and the bird, with their sides and their light. Two breaks. At [film@00:00:22:14] Filament is on the left, then on the right: the shot is taken from the window's side, and the line is crossed. I kept it. For a moment one doesn't know who is ill, and that is what the scene is about. At [film@00:00:24:08] they change back; that follows from the first. Filament's bulb flickers in shot 8 and is dark by the end of shot 9, and is seen failing: no break. What the sheet can't hold is how bright a dark lamp is. In shot 13 Filament's shade is lighter than in shot 10, by Diode's circle, and I had no column for that.
# ### END SOLUTION

# %% [markdown] role="given" name="about_reviews"
# ## 9 Two films of others
#
# This comes after the first hand-in. Your instructor gives you a folder for each of two films, under a name that isn't their author's. Lay them beside this notebook in `to-read`. Then, in a cell of your own, for each:
#
# ```python
# review = ku.review("to-read/k3f9", "short")
# review.form()
# ```
#
# Watch the film twice before you choose a level. Each *why* is for its author: a moment with its timecode, what it does, and what you would try. Then `print(review)`, and paste what it prints below, all of it.

# %% [markdown] role="written" name="short_review_one" rubric="short"
# **First review.** It begins with `## Review of`.
#
# ### BEGIN SOLUTION
# ## Review of k3f9
#
# **The film**
#
# level: told
# why: I know by 00:00:08:00 that she wants the key. After 00:00:41:00 nobody wants anything for twenty seconds, and the film waits with them. Try it with the second corridor gone.
#
# **The statement**
#
# level: reasoned
# why: Three moments, and all three hold. For the cut at 00:00:31:12 you don't say what else you had; I would have liked to know.
#
# **Continuity**
#
# level: explained
# why: The cup's place is found and its reason is given, at 00:00:12:04. I took it for a second cup. Say in the sheet whether that is meant.
# ### END SOLUTION

# %% [markdown] role="written" name="short_review_two" rubric="short"
# **Second review.**
#
# ### BEGIN SOLUTION
# ## Review of m7c2
#
# **The film**
#
# level: held
# why: At 00:01:10:06 you cut to the empty chair before he stands up, and I knew that he would go. I would not touch it. The first four seconds are the only place where I looked at the clock.
#
# **The statement**
#
# level: weighed
# why: The moment at 00:00:27:00 names the take that you gave up, and I can see what would be lost with it: his hand.
#
# **Continuity**
#
# level: listed
# why: The light on the wall changes at 00:00:50:11 and the sheet says so. You don't say what it does. To me it says evening; is that wanted?
# ### END SOLUTION

# %% [markdown] role="given" name="about_hand_in"
# ## 10 Hand in
#
# Once after part 8, with the reviews still empty; again after part 9.
#
# This notebook **and** the folder `short`. Where only one file is taken, put both into a zip. `short` holds `short.mp4`, `short.vtt`, `credits.txt`, `papers.html` and `consent.txt`; captions in another language lie there as `short.de.vtt`. The film has 100 MB at most. Your own footage and your studio stay with you.

# %% wrong="the_cut" name="nothing was cut" loses="test_film"
# cell: the_cut
cut = None

# %% wrong="the_cut" name="the text alone" loses="test_film"
# cell: the_cut
cut = "title: What the copy kept"

# %% wrong="the_cut" name="another assignment's film" loses="test_film"
# cell: the_cut
cut = ku.Cut.from_text(
    """
title: The understudy, first cut
1A-1 07:00 10:12
3A-1 04:12 05:22
4A-1 01:22 03:09
5A-1 03:09 04:06 J6
""",
    takes,
)

# %% wrong="the_cut" name="two shots and a minute of black" loses="test_film"
# cell: the_cut
cut = ku.Cut.from_text("title: Night\nblack 56:00\n4A-1 02:00 04:00\n5A-1 03:09 06:00\n", takes)

# %% wrong="the_cut" name="three shots in a minute of black" loses="test_film"
# cell: the_cut
cut = ku.Cut.from_text(
    "title: Night\nblack 56:00\n4A-1 02:00 04:00\n5A-1 03:09 06:00\n7A-1 05:22 08:12\n", takes
)

# %% wrong="the_film" name="a second too short" loses="test_length"
# cell: the_film
from kuleshov.authoring.wrong_films import spoil

spoil("short/short.mp4", seconds=59.9)

# %% wrong="the_film" name="a title goes on after the end, so the film has no tail" loses="test_ends"
# cell: the_film
from kuleshov.authoring.wrong_films import spoil

spoil("short/short.mp4", seconds=60.5)

# %% wrong="the_film" name="never brought to -23" loses="test_loudness"
# cell: the_film
from kuleshov.authoring.wrong_films import spoil

spoil("short/short.mp4", gain=3)

# %% wrong="the_film" name="as loud as the feed, and over full scale" loses="test_peak"
# cell: the_film
from kuleshov.authoring.wrong_films import spoil

spoil("short/short.mp4", gain=18)

# %% wrong="the_film" name="a hum in the black" loses="test_ends"
# cell: the_film
from kuleshov.authoring.wrong_films import spoil

spoil("short/short.mp4", hum=-50)

# %% wrong="the_film" name="mute" loses="test_file"
# cell: the_film
from kuleshov.authoring.wrong_films import spoil

spoil("short/short.mp4", channels=0)

# %% wrong="the_film" name="one loudspeaker" loses="test_file"
# cell: the_film
from kuleshov.authoring.wrong_films import spoil

spoil("short/short.mp4", channels=1)

# %% wrong="the_film" name="no film in the folder" loses="test_length"
# cell: the_film
from pathlib import Path

Path("short/short.mp4").unlink()

# %% wrong="the_film" name="half a film, as a full disk leaves it" loses="test_film"
# cell: the_film
from pathlib import Path

half = Path("short/short.mp4").read_bytes()[:200_000]
Path("short/short.mp4").write_bytes(half)

# %% wrong="captions" name="none" loses="test_captions"
# cell: captions
from pathlib import Path

Path("short/short.vtt").unlink()

# %% wrong="captions" name="a file without words" loses="test_captions"
# cell: captions
from pathlib import Path

Path("short/short.vtt").write_text("WEBVTT\n")

# %% wrong="captions" name="one caption for all of it" loses="test_captions"
# cell: captions
ku.Captions().add(11.0, 60.0, "Two lamps talk.").save("short/short.vtt")

# %% wrong="captions" name="all that is said, in one go" loses="test_captions"
# cell: captions
said = " ".join(one.text for one in cut.captions())
ku.Captions().add(11.0, 17.0, said).save("short/short.vtt")

# %% wrong="captions" name="half a minute late" loses="test_lines"
# cell: captions
cut.captions().shifted(30).save("short/short.vtt")

# %% wrong="captions" name="a dot at each line" loses="test_captions"
# cell: captions
from dataclasses import replace

ku.Captions(replace(one, text=".") for one in cut.captions()).save("short/short.vtt")

# %% wrong="captions" name="the same word at each line" loses="test_lines"
# cell: captions
from dataclasses import replace

ku.Captions(replace(one, text="blah") for one in cut.captions()).save("short/short.vtt")

# %% wrong="captions" name="the noises, and nobody's words" loses="test_lines"
# cell: captions
ku.Captions().add(9.0, 10.0, "[a click]").save("short/short.vtt")

# %% wrong="captions" name="the question is missing" loses="test_lines"
# cell: captions
ku.Captions(list(cut.captions())[:-2]).save("short/short.vtt")

# %% wrong="captions" name="too fast to be read" loses="test_captions"
# cell: captions
fast = [one for one in cut.captions() if one.text != "No one."]
ku.Captions(fast).add(51.0, 51.4, "No one. No one at all taught me that, ever.").save(
    "short/short.vtt"
)

# %% wrong="captions" name="a text, under the captions' name" loses="test_captions"
# cell: captions
from pathlib import Path

Path("short/short.vtt").write_text("Filament: Again.\nDiode: Again.\n")

# %% wrong="papers" name="the film was copied in by hand" loses="test_papers"
# cell: papers
from pathlib import Path

Path("short/papers.html").unlink()
Path("short/credits.txt").unlink()
ku.ledger.fill(film, made_by="unknown")

# %% wrong="papers" name="without its credits" loses="test_papers"
# cell: papers
from pathlib import Path

Path("short/credits.txt").unlink()

# %% wrong="papers" name="credits alone" loses="test_papers"
# cell: papers
from pathlib import Path

Path("short/papers.html").unlink()

# %% wrong="papers" name="empty credits" loses="test_papers"
# cell: papers
from pathlib import Path

Path("short/credits.txt").write_text("")

# %% wrong="papers" name="the papers of the first cut" loses="test_papers"
# cell: papers
from pathlib import Path

page = Path("short/papers.html")
page.write_text(page.read_text().replace("short.mp4", "first-cut.mp4"))

# %% wrong="papers" name="a page that somebody wrote" loses="test_papers"
# cell: papers
from pathlib import Path

Path("short/papers.html").write_text("<h1>All mine</h1>")

# %% wrong="papers" name="a gap in them" loses="test_papers"
# cell: papers
from pathlib import Path

page = Path("short/papers.html")
page.write_text(page.read_text().replace("Ana Lund and Ben Oke", "○ gap"))

# %% wrong="consent" name="nobody was asked" loses="test_consent"
# cell: consent
from pathlib import Path

Path("short/consent.txt").unlink()

# %% wrong="consent" name="a yes" loses="test_consent"
# cell: consent
short.agree("Yes, show it.")

# %% wrong="consent" name="without a day" loses="test_consent"
# cell: consent
short.agree("Programme: Shorts of the winter term\nI agree: Ana Lund\nI agree: Ben Oke")

# %% wrong="consent" name="a programme without a title" loses="test_consent"
# cell: consent
short.agree("Programme: \nI agree: Ana Lund, 2026-12-01\nI agree: Ben Oke, 2026-12-01")

# %% wrong="consent" name="a day that no calendar has" loses="test_consent"
# cell: consent
short.agree("Programme: Shorts of the winter term\nI agree: Ana Lund and Ben Oke, 2026-11-31")

# %% wrong="consent" name="one of two authors" loses="test_consent"
# cell: consent
from pathlib import Path

Path("short/consent.txt").unlink()
short.agree("Programme: Shorts of the winter term\nI agree: Ana Lund, 2026-12-01")

# %% wrong="consent" name="somebody else's" loses="test_consent"
# cell: consent
from pathlib import Path

Path("short/consent.txt").unlink()
short.agree("Programme: Shorts of the winter term\nI agree: Cem Aydin, 2026-12-01")

# %% wrong="consent" name="to no programme" loses="test_consent"
# cell: consent
from pathlib import Path

Path("short/consent.txt").unlink()
short.agree("I agree: Ana Lund, 2026-12-01\nI agree: Ben Oke, 2026-12-01")

# %% wrong="the_cut" name="another take since the film was rendered" loses="test_film"
# cell: the_cut
cut = ku.Cut.from_text(
    """
title: What the copy kept
black 01:00
1A-1 01:12 10:12 fade-in 12
3A-1 04:12 05:22
4A-1 01:22 03:09
5A-2 03:09 04:06 J6
7A-1 05:22 08:12
4A-1 11:22 12:20
5A-1 12:20 13:22 J4
4A-1 14:00 18:06
8A-1 08:06 10:00
1A-1 34:12 44:12
6C-1 01:22 04:12
3B-1 02:00 09:12
4B-1 02:00 11:12
6D-1 02:00 04:16 stem rest
5B-1 04:00 08:00 fade-out 24
black 01:00
""",
    takes,
)

# %% wrong="the_cut" name="the slate of the new take stayed in" loses="test_slates"
# cell: the_cut
cut = ku.Cut.from_text(
    """
title: What the copy kept
black 01:00
1A-1 01:12 10:12 fade-in 12
3A-1 04:12 05:22
4A-1 00:12 03:09
5A-1 03:09 04:06 J6
7A-1 05:22 08:12
black 01:00
""",
    takes,
)

# %% wrong="the_cut" name="the master, whole" loses="test_film"
# cell: the_cut
cut = ku.Cut.from_text("title: One\nblack 03:00\n1A-1 01:00 57:00\nblack 03:00\n", takes)
