# %% [markdown]
# # 00 A film in ten minutes
#
# Here are two lamps on a bench at night. Somebody filmed them from eight places. Nobody has cut the scene yet. In ten minutes you will have, and the film will have your name on it.
#
# *Claim under test: "The barrier to entry for filmmaking hasn't been technical for over a decade." It would be wrong if you are still stuck at a machine when the ten minutes are over.*
#
# About 45 minutes: ten to cut, the rest to look. You need nothing but this page. The trade's words are in the [glossary](glossary.md).
#
# The page is made of boxes with text and boxes with code. A box with code is called a *cell*. Click it, press Shift and Enter, and wait: a star stands beside it while it works, a number when it is done. Run them from top to bottom. If red text appears, nothing is broken: read its last line, then run the page again from the first cell.

# %%
import kuleshov as ku

rushes = ku.rushes("understudy")
rushes

# %% [markdown]
# ## Watch first
#
# What you see is a contact sheet: one picture for each **take**, a stretch of film from one camera. Takes straight from the set are called **rushes**. The name comes from the **slate**, the board at the head of a take: `4A-1` is camera position 4, stretch A, first try. Other productions number otherwise; often the first figure is the scene.
#
# Nearly all of them show one and the same performance. The red lamp is Filament. The white one is Diode.
#
# Play the widest take. Watch Diode's head. When does it stop copying?

# %%
rushes["1A-1"]

# %% [markdown]
# ## Predict
#
# You are going to make a film of five shots that lasts about 20 seconds. Before you do: if you measured the average length of a shot in a film that ran in cinemas in 2005, what would it be? Write a number in seconds. You will meet it again.

# %%
ku.predict("average shot length in 2005", 6.0, unit="s")

# %% [markdown]
# ## Cut it
#
# An edit is a list: which take, from where, to where. Each line of it is a **shot**, a piece of a take that stands in a film. Times are in seconds from the take's first frame. Write the point and a figure after it, always: `7.0` is seven seconds, `7` alone is frame 7. The first second of a take is its slate. The half second after it, and the last half second of a take, are **handles**: frames that are kept beside what is meant to be used, so that a cut can still be moved. So begin at 1.5. Under each picture of the contact sheet stand the seconds that are meant for use.
#
# Here is one film. A *cut* is also a whole version of a film, as in "first cut"; `ku.Cut` is that. Run it, then change it: other takes, other times, another order. Change `Somebody` to your name and leave the quotation marks. What stands after `#` is a note for people; the machine skips it. After every change, run the cell again.

# %%
cut = ku.Cut("Somebody's first cut", rushes=rushes)
cut.add("1A-1", 7.0, 11.0)  # a click, and there are two of them
cut.add("4A-1", 13.5, 17.5)  # Filament falters
cut.add("5A-1", 17.5, 21.5)  # Diode copies even that
cut.add("1A-1", 37.5, 41.5)  # the dark, and then
cut.add("4B-1", 2.5, 6.5)  # a shadow
cut

# %% [markdown]
# The picture above is your edit. Time runs from left to right, picture above, sound below. Where a colleague would point at something, a small white mark stands on top: rest the pointer on it. A mark is not a mistake. It is a question. An edit without marks has raised none.
#
# You can also cut with your hands. Below is the same edit on a bench. Click the bench, then press the space bar and watch. Take the end of a shot and drag it. At the foot you see the line of code that your hand has written; the question mark shows all keys, which are those of DaVinci Resolve, or of Premiere.
#
# Your hands change the edit itself, so the film further down is made from it. If you run the cell above again, it begins anew, and what your hands did is gone unless you have copied their lines into it.

# %%
ku.cutting_room(rushes, cut)

# %% [markdown]
# Now turn the list into a film.

# %%
film = cut.render("first-cut.mp4")
film

# %% [markdown]
# That is the film. It lies in the folder `studio`, as `first-cut.mp4`, and it is yours to keep and to show. Look at the clock: did it take ten minutes? If it took longer because of a machine, that counts against the claim.
#
# ## Something generated to stand beside
#
# If you are connected, the other film comes from a generator, Kandinsky 5.0, which made it from a written request. If it can't be fetched from where you are, your own computer dreams one up: a small statistical model looks at one take for a few seconds and then goes on without it.

# %%
theirs = ku.fetch("g_k5_piano10", or_else=None) or ku.dream(rushes["4A-1"], seconds=10)
ku.side_by_side(mine=film, theirs=theirs)

# %% [markdown]
# Play both. Twice, the second time with the sound off. Which of them loses more by it?
#
# ## Measure
#
# Numbers next. Each stands with its unit, where it has one, and each has a card that says how it is computed and what fools it.

# %%
ku.compare(mine=film, theirs=theirs)

# %%
ku.measure(film).plot()

# %% [markdown]
# In code, `asl` is the average shot length. Here is its card.

# %%
ku.card("asl")

# %% [markdown]
# Three researchers went through 150 Hollywood films, ten of every fifth year from 1935 to 2005, and marked every cut. For 134 of them the lengths of all shots are published. Your guess was about the seven of 2005:

# %%
ku.predict("average shot length in 2005").compare(4.0)

# %% [markdown]
# Now all fifteen years, with your film as a line across them. Does the curve only fall?

# %%
from kuleshov import plots

plots.seventy_years(mine=ku.measure(film)["asl"].value)

# %% [markdown]
# Whoever shows you 1935 and 2005 alone shows you a fall. Whoever shows you 1935 and 1945 shows you a rise. Each point is the average of seven to ten films, and the films of one year differ from each other a great deal.

# %% [markdown]
# ## Where the eye and the number disagree
#
# Read the table again, and be fair to the other film. Is its light steadier than yours? Does it flicker less? Is there a frame in it that you would call ugly? Wherever it comes out ahead, you can look up by how much.
#
# *Which of the two contains a decision?* Point at it, with a **timecode**: hours, minutes, seconds, frames.
#
# No line of the table measures that. The rest of the course is about why.
#
# ## In your words
#
# Write three sentences about what you saw. Point at moments with a timecode, `[mine@00:00:08:00]`, and at numbers with `{mine.asl = 4.0 s}`. The kit looks every one of them up and puts the frame beside the sentence. It does not judge what you think of it. The three below are ours, about the edit as it stood when you came: write yours in their place.

# %%
words = """
The second shot is the first time anyone is in trouble [mine@00:00:05:00].
At this cut the trouble is copied, and I stopped liking the white lamp [mine@00:00:08:00].
The film cuts every four seconds {mine.asl = 4.0 s}, and I only noticed once.
"""
ku.critique(words, mine=film, theirs=theirs)

# %% [markdown]
# ## Check yourself
#
# Three things make this lesson done. Nothing here is graded.

# %%
ku.check("00 first cut", cut)

# %% [markdown]
# ## Go further
#
# - Change one shot only, and render again. Which one changes the film most?
# - Cut the same five shots in another order. Does the table notice?
# - Bring a film from your phone: `ku.import_footage("my-clip.mov")`, then `ku.rushes("../studio/footage")`.
# - Lesson 01 asks how a machine finds a cut, and shows you some that it can't.
#
# ## Sources
#
# - The claim: an unsigned opinion piece of 2026 that opens "The entertainment elite are panicking over a ghost story". It goes on: the bottleneck "is curation and distribution". The course keeps coming back to it.
# - Shot lengths: J. E. Cutting, J. E. DeLong and C. E. Nothelfer, "Attention and the evolution of Hollywood film", *Psychological Science* 21 (2010), counted 150 films. The 134 of the curve are those that N. Redfern used again in "Motion picture editing as a Hawkes process", *Journal of Data Science* 21 (2023), doi 10.6339/22-JDS1055. Each point is a mean of the films' average shot lengths, computed from the data published with the latter.
# - The generated clip: its maker, licence and address stand under it wherever it is shown, and in `datasets/catalog.csv`.
