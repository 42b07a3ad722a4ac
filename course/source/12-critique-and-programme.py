# %% [markdown]
# # 12 Critique and programme
#
# Ten short films and an empty evening. Somebody has to say which of them comes first, and what there is to see in them.
#
# ![Ten small stills lie loosely on a dark table, each at a slight angle. Below them ten empty frames in a row, numbered 1 to 10.](images/12-table.png)
#
# An essay of 2026 says that where everybody can make films, audiences will turn to "trusted human gatekeepers, prestigious film festivals". Another quotes Jia Zhangke: his short has been meaningful if it "can make audiences pause and reflect". Neither says how a gatekeeper works, or how one would know that somebody paused. Today you do both: you write about a film, and you show some.
#
# *Claims under test: a critique is as good as its evidence. It would be wrong if the one whose evidence holds best weren't the best. And what a film is about lies in the film. It would be wrong if the same frames could be about something else.*
#
# About 70 minutes, and a quarter of an hour or more for your own evening. You need lesson 02, or to know what a cut is. The first cell makes ten films and takes about half a minute. The trade's words are in the [glossary](glossary.md).

# %%
import kuleshov as ku
from kuleshov.lessons import lesson_12

films = lesson_12.ten()

# %% [markdown]
# ## Watch
#
# A class has made ten small films of the rushes that you know. (The class doesn't exist. Its films do.) Three people have each put the ten into an order, and chance has chosen one of the three evenings for you. It is put together first, which takes some ten seconds. Switch off the light, and let it run; it lasts a little over two minutes. Who made what comes later. Note on paper which of the ten you still see afterwards.

# %%
evening = lesson_12.evening(films)
evening

# %% [markdown]
# One of the ten shows one lamp and nothing else, and nothing happens in it. Where it begins stands above the film: go back to it if you have to. *In one word: how is that lamp?* Write the word before you go on, in place of `unasked`. Any word will do, as long as it's yours.

# %%
word = "unasked"
ku.check("12 one word", word)

# %% [markdown]
# ## Predict
#
# Three strangers come to three evenings, one to each. All see the same ten films. How many *different* words would you hear for that lamp: 1, 2 or 3?

# %%
ku.predict("different words for the lamp, from three evenings", 1)

# %% [markdown]
# Now the claim about critiques. Four people have written about the editor's cut of *The Understudy*. Here it is, 56 seconds.

# %%
film = ku.Clip(ku.rushes("understudy").path / "editors-cut.mp4")
film

# %% [markdown]
# You will read the four, level them, and put them in an order. A machine has looked up everything that they cite. One of the four has most that holds. Will you have put it first, second, third or last? Write your number, 1 to 4, in place of the 1.

# %%
ku.predict("place of the one with the most that holds", 1)

# %% [markdown]
# ## Do it: four readings of one film
#
# All four were written for this course, by people who are made up. Each may cite moments, `[film@00:00:12:08]` (hours, minutes, seconds, frames), whose pictures you see, and measures, `{film.asl = 1.7 s}`, which were computed again. A tick says that it holds.
#
# You read them as an instructor reads you: by a **rubric**. Two of its rows are asked here. Choose a level in each: the best stands first. For one of the two write why, so that somebody could use it. (The line under a form goes on asking for the other; here nothing is handed in.)

# %%
read = lesson_12.readings(film)
read["A"]

# %%
read["A"].form()

# %%
read["B"]

# %%
read["B"].form()

# %%
read["C"]

# %%
read["C"].form()

# %%
read["D"]

# %%
read["D"].form()

# %% [markdown]
# Your order: first the one that changed most of how you see the film.

# %%
order = []  # such as ["C", "A", "D", "B"]
ku.check("12 your order", order)

# %% [markdown]
# ## Measure
#
# **Yours.** What would a machine say that reads no English? `ku.critique(text, film)` has looked up all citations of a text; they are in its `.citations`. Each `one` of them says by `one.holds` whether it holds, and `one.text` is how it was written. Count how many *different* citations hold: who writes the same one twice has shown one thing. (If you skip this, go on: the one cell that needs it says so, and ours counts in the table.)
#
# <details><summary>A hint</summary>
#
# `[one.text for one in found.citations]` is a list of all of them, as they were written. An `if` may stand in the same brackets, behind the rest. What keeps one of each, whatever you give it?
#
# </details>


# %%
def evidence(found):
    """Return how many different citations of a critique hold."""
    ### BEGIN SOLUTION
    return len({one.text for one in found.citations if one.holds})
    ### END SOLUTION


# %%
ku.check("12 evidence", evidence)

# %%
print(evidence(ku.critique(read["A"].words, film)), "different citations of A hold")

# %%
table = lesson_12.counted(evidence, read, order)
most = table.index[0]
if most in order:
    guess = ku.predict("place of the one with the most that holds")
    print(guess.compare(order.index(most) + 1, share=False))
table

# %% [markdown]
# ## Where the eye and the number disagree
#
# The last two columns are levels that whoever wrote these four meant them to have. Compare the first column with them, from the top down. You needn't agree; here is why each was meant to be where it is.

# %%
lesson_12.why_meant("A", "B", "C", "D")

# %% [markdown]
# So evidence that holds is not yet a critique: it can be sprinkled over anything, and every bit of it gets its tick. (Four texts that were written to show this prove nothing about others. They show that it can be done, and how it reads. Of the other three the count gives the very order that was meant: it fails where somebody decorates.) The machine isn't useless for that. Nobody who reads thirty critiques looks up three hundred timecodes, and what doesn't hold is found at once. It says where to look, and not whether it was worth it.
#
# Here is the one that was meant to be best, with its sentences shuffled. Read it.

# %%
written, shuffled = lesson_12.shuffled(read)
print(shuffled)
print()
for text in (written, shuffled):
    print(lesson_12.holding(evidence, text, film), "different citations hold")

# %% [markdown]
# That the two numbers are alike is no discovery: whoever counts parts gets the same sum in any order. An argument has an order, as a film has. (Lesson 03 shuffles the shots of a film, and no average notices.) A better machine would have to know which sentence may follow which, and that is called reading.
#
# ## In your words
#
# Now write about one of the ten. Here they are, with names. Take the one that you still saw afterwards, or one that annoyed you: its name goes in place of `"moth"`.

# %%
films

# %%
mine = films["moth"]
print("What can be cited as {film... = ...}:", ", ".join(lesson_12.citable(mine)))
mine

# %% [markdown]
# Three sentences or more. One of them is a claim that somebody who has seen the film could deny. Cite at least two moments, from different shots where there is a cut, and one measure (`ku.measure(mine)` has their values). Inside the text your film is always called `film`. The text below is ours, about *The Last of It*: yours goes in its place.

# %%
words = """
The film doesn't mourn the moth, it mourns the lamp.
The moth lies there from the first picture [film@00:00:01:00], and nothing more can happen to it.
What happens, happens inside the lamp [film@00:00:06:09].
At the end the moth is there again [film@00:00:09:12], cold: it's the light that is missing in this picture.
Six shots of {film.asl = 2.0 s} on average, and the average doesn't know which of them are dark.
One could say that any picture of a dead moth is sad. Then the first would have been enough.
"""
critique = ku.critique(words, mine)
critique

# %%
ku.check("12 critique", critique)

# %% [markdown]
# ## Do it: read two, answer one
#
# In a class you are given two works without names, and two people are given yours. They are read by a rubric, each in the reader's own notebook; what is said is kept in `studio/reviews`, and `print(first)` is what one hands in. Here are two of the ten. Watch, read the author's words, choose a level, and say why: a moment, and what it does.

# %%
rows = lesson_12.row_of_a_film()
first = ku.review(films["manners"], rows, words=films.words("manners"), name="first")
first

# %%
first.form()

# %%
second = ku.review(films["door"], rows, words=films.words("door"), name="second")
second

# %%
second.form()

# %% [markdown]
# And this is what somebody says of *The Last of It*. Suppose that you made that film. An answer to a review isn't a defence: say one thing that you would change, one that you would not, and what the reader saw that you hadn't.

# %%
received = lesson_12.received()
received.reply("""

""")
received

# %% [markdown]
# ## The evening
#
# Back to the ten. Which evening was yours?

# %%
lesson_12.evenings(films, word)

# %% [markdown]
# The same frames, three evenings. What stood before the lamp was never part of its film, and whoever made it had no say in it. A **programme** is a cut, and its shots are films. (If you know lesson 02, you may have thought of it when you wrote your word.)
#
# Did it work on you? You can't tell. You saw one evening, and you can't unsee it to try another. So ask people who know nothing of this. Each sees **one** evening, whole, and is asked at the end: *in one word, how was the lamp in the film with nothing but a lamp?* `lesson_12.evening(films, "by-pairs")` makes any of the three by name. Play its file from the folder `studio` (`evening-1.mp4` to `evening-3.mp4`): then nobody reads where the lamp comes. Write down what they say. Words for the same feeling are written alike; let somebody decide that who doesn't know which word is whose. Until then leave `unasked`.

# %%
said = ku.votes("""
# viewer, evening, word: replace the three words
v1, bright-to-dark, unasked
v2, by-pairs, unasked
v3, as-a-story, unasked
""")
said

# %%
heard = {
    evening: word for _, evening, word in said.cast[::-1] if word != "unasked"
}  # the first of each
met = ku.predict("different words for the lamp, from three evenings").compare(
    len(set(heard.values()))
)
met if len(heard) == 3 else print(
    f"From {len(heard)} of three evenings there is a word: your prediction waits."
)

# %% [markdown]
# Three different words would not prove it: three people may say three words after one evening, and lesson 02 showed how little three votes hold. Three words alike would not refute it either. It takes several strangers to each evening: only then do you hear how far people differ who saw the same one. And on one evening the lamp comes last, where on the others it is the fifth or the sixth. If that evening's word is another, was it the neighbour, or the place?
#
# ## Do it: your evening
#
# Now yours. Here are the ten as shots of one cut. Put them into your order in the cutting room: take a film by its middle and drag it, or choose it and press `Ctrl+Shift+,` and `Ctrl+Shift+.`, which move it one place. (By code: change the words of `ours`.) What stands there first is our order. How does one begin with people who sat down a moment ago? Which two must not touch? Who may stand after the lamp, and who before? (Where the room points at a jump in loudness, a projectionist would turn a knob.)

# %%
ours = "door switch manners said moth lamp waits turns new-bulb inventory"
my_order = lesson_12.in_order(films, ours.split())
ku.cutting_room(films, my_order)

# %% [markdown]
# And a note: why these films, why in this order, two or three sentences to somebody who comes in from the rain. It stands on the first page.

# %%
note = """
We begin with a door, because you have come through one.
Then somebody switches the light on.
"""
lesson_12.page(films, my_order, note, curator="Your name")

# %% [markdown]
# That is a site: a poster, a player with captions, the author's words, credits and papers for each film. Open `index.html` in the folder that it names, by your file browser; it asks nothing of the internet. It is blind: a visitor sees titles, says of each film how much it stayed, one to five, and only then reads who made it. What they voted is a file of theirs, and they may give it to you. (docs/programme.md says how to read such files, and who is left out and why.)
#
# When strangers sit in the dark and watch ten films in the order that you chose, you will hear where they shift in their seats. There is no measure for that in this kit.

# %% [markdown]
# ## Check yourself
#
# Your word, your order and your function are checked above, and of your critique that what it cites holds.
#
# What may you say now? That evidence can be looked up, and that what is looked up is not yet an argument. That a machine which counts what holds can't tell an argument from its shuffled sentences. That a film's neighbours are no part of it, and are seen with it; whether that changes what people say is a question for people, and three of them are too few. And that somebody has to choose the order, and it may as well be you.
#
# ## Go further
#
# - Assignment a8 is your own short, of one to two minutes: `ku.delivery(film, edit=cut)` says what a festival's technician would, `ku.captions(film)` lets you time its captions by ear, and `ku.continuity(cut)` is a script supervisor's sheet.
# - Show two evenings to two groups, each person to one, and hold their votes against each other: does the last film of an evening stay more than it does elsewhere?
# - Level the twelve critiques in `grading/rubrics/anchors/critique` with a friend, without looking, and talk about the rows in which you differ.
# - Write the critique of your own evening that its worst visitor would write.
#
# ## Sources
#
# - "Trusted human gatekeepers, prestigious film festivals": an unsigned opinion piece that begins "The entertainment elite are panicking over a ghost story", 2026. Jia Zhangke's words as Carrie Marshall quotes them, TechRadar, February 2026.
# - What others found about meaning between shots: lesson 02, with its sources.
# - The critiques, the ten films, their authors, the three curators and the review were made for this course. `course/images/12-make.py` makes the picture.
