# %% [markdown]
# # 11 The economy of attention
#
# You will scroll for ninety seconds at most. You will sit in the dark for half a minute. Afterwards you will be asked what you still know.
#
# ![Left, a narrow column of small dark stills that runs out of the picture at the top and at the bottom. Right, one still, large, with black around it. Under each an empty bar with a question mark.](images/11-two-bars.png)
#
# *Claim under test: to keep "a teenager scrolling for ninety seconds is fundamentally different from" making an audience "sit in a dark room for two hours"; and the feed has no shared works any more, only "10,000,000 Micro-Niches" where Hollywood had a monoculture. The first would be wrong if as much stayed from the one as from the other; the second if many niches and shared works can be had at once.*
#
# About an hour. You need lesson 01, or to know what a take is. Two small functions are yours to write: a cell that needs one says so, and all else goes on. The trade's words are in the [glossary](glossary.md).

# %%
import kuleshov as ku
from kuleshov.lessons import lesson_11

films = lesson_11.films(ku.fetch_lesson("lesson-11", progress=False))
trial = ku.attention(films)

# %% [markdown]
# ## Predict
#
# First you. Twelve short pieces will run in a **feed**, which brings the next one as soon as you swipe, and twelve others in a dark room, without anything to press. There are no surprises: afterwards you are shown stills, half of them from pieces that you saw and half from others, and say *old* or *new*. How many of the twelve will you know again?

# %%
ku.predict("known again, of 12 in the feed", 8)
ku.predict("known again, of 12 in the dark", 8)

# %% [markdown]
# ## Watch
#
# A coin has chosen which room comes first. Both cells know; begin with the one that lets you in. What you do is written down on this machine, in `studio/attention`, and sent nowhere.

# %%
trial.feed()

# %%
trial.dark()

# %%
trial.test()

# %% [markdown]
# Before you look at the result: in which ways did the two rooms differ, apart from being a feed and a dark room? Each of them could make the difference by itself. Write down three at least.

# %%
confounds = ["", "", ""]
ku.check("11 confounds", confounds)

# %% [markdown]
# <details><summary>Ours, for when yours are written</summary>
#
# - How long you saw each piece. (So pieces that you saw for less than two seconds don't count.)
# - In the feed you chose what to leave: what you remember there is what you liked.
# - The size of the picture, and what was around it.
# - Which came first, and how tired you were. (A coin only helps where there are many of you.)
# - You knew that there would be a test. In a real feed nobody does.
# - What was shown. A coin dealt the pieces; with twelve it may still deal unevenly.
# - In one you did something with your hand, in the other nothing.
#
# </details>

# %%
result = trial.result or trial.simulated()
result.plot()

# %%
result

# %%
for room, found in (("feed", result.feed), ("dark", result.dark)):
    print(ku.predict(f"known again, of 12 in the {room}").compare(found.hits))

# %% [markdown]
# Whoever says *old* to everything knows all twelve again. So the bars are **d prime**, written d', which counts against you what you took for old and wasn't: 0 is guessing, 2 is right five times in six. Look at the lines through the ends of the bars: your true number may lie anywhere there. Twelve pieces can't tell you more. (`print(trial.coins)` says what the coins decided. `trial.forget()` deletes what was kept of you.)
#
# How little is that? Here are twenty viewers made by chance, a line each. All of them remember the dark room better, by six tenths, for we made them so. Count the lines that fall.

# %%
twenty = ku.remembered_by(trial.simulated(feed=1.0, dark=1.6, seed=n) for n in range(20))
twenty.plot()

# %% [markdown]
# So your two bars are an anecdote. Twenty files from a class, handed over by those who want to, are a small experiment: `ku.remembered_by("the folder")`. And both rooms showed pieces of a few seconds. About two hours you have found out nothing yet.
#
# ## Do it: a swarm on one page
#
# Now the other claim: what becomes of a whole audience? Nobody can run that twice, so we run a model of it. A thousand people and some works lie on a circle of taste. A work has an *appeal* that nobody knows beforehand. A few works are offered; each person takes what looks best to her at a glance. Nobody watches a work twice. All the rest are rules, and here they are, with whose they are.

# %%
ku.market("monoculture").rules

# %% [markdown]
# Nearly all are ours: we know of nobody who has measured them. So don't ask what comes out. Ask what comes out *whatever one puts in*, and what doesn't. Two rules say how works are found. `push` is popularity: at 0 all have the same chance of being offered, at 1 twice the views are twice the chances. `match` is what the feed knows of you: the share of its offers that come from your own niche.
#
# "Shared Global Experience" needs a number. **Yours, 1.** You get what two people have watched, as two lists of works. Which share of what the first one saw did the second one see too? Nobody is listed with a work twice.
#
# <details><summary>A hint</summary>
#
# Begin with `both = [...]`, a list of those works in `mine` that are in `theirs` as well: a loop inside brackets can ask `if work in theirs`. How long is it, as a share of all that is in `mine`? `len(...)` counts. Who saw nothing shares nothing: 0.
#
# </details>


# %%
def overlap(mine, theirs):
    """Return the share of the works in mine that are in theirs too, 0 to 1."""
    ### BEGIN SOLUTION
    both = [work for work in mine if work in theirs]
    return len(both) / len(mine) if mine else 0.0
    ### END SOLUTION


# %%
ku.check("11 overlap", overlap)

# %% [markdown]
# The monoculture offers 200 works a year, and people have time for 12. How much of what one person saw has another seen too, over all pairs? And in a feed with 10,000 works, time for 100, much `match` and little `push`?
#
# The other rows of the essay's table become numbers too. Its *anchor* is how many people saw the most-seen work; its *niches* are counted as if all that live had as many views.

# %%
ku.predict("shared by two people, monoculture", 0.1)
ku.predict("shared by two people, niche feed", 0.1)

# %%
essay = ku.markets("monoculture", "niche feed")
for name in ("monoculture", "niche feed"):
    print(ku.predict(f"shared by two people, {name}").compare(essay[name]["overlap"]))
essay

# %% [markdown]
# That is the essay's table, as an output. One anchor that nearly everybody saw, and in the other column fifty niches, all of them alive, and next to nothing in common. By lot alone two people would share 6 % in the one (12 of 200) and 1 % in the other. (So few niches, for a thousand people. The last two rows are no findings: *a person pays* is the price of a work times the number of works, and we put in both.)
#
# So its author is right? Under these rules. Now you look for others. Here is a feed that stands in between. Move the sliders until two people share *less than 5 %*: there the author is right. Leave them there and run the first cell below.

# %%
desk = ku.market("mixed").sliders()
desk

# %%
right = desk.market
print(right)

# %% [markdown]
# Then prove the author wrong. Find a feed in which two people share *30 % and more*, as in the monoculture, and still 40 niches and more are alive. Leave it, and run these.

# %%
wrong = desk.market
print(wrong)

# %%
two = {"right": right, "wrong": wrong}
ku.check("11 two markets", two)

# %% [markdown]
# What did you move? Then guess which of *all* rules moves sharing most, by itself. The model tries each one low and high.

# %%
ku.predict("the rule that moves sharing most", "fit")

# %%
swings = ku.market("mixed", years=1).swings("overlap")
print(ku.predict("the rule that moves sharing most").compare(swings[0].rule))
swings.plot()

# %% [markdown]
# ## Measure
#
# Here are four markets, one dot a year. The popularity feed is the case that the essay leaves out: no budgets, no studios, ten thousand works, and people share as much as in the monoculture, while many more niches live.

# %%
four = ku.markets(years=3)
four.plot()

# %% [markdown]
# Which one do we live in? Look at how unequal the real one is. **Yours, 2.** You get the views of all works. What is the smallest share of the works that has half of all views?
#
# <details><summary>A hint</summary>
#
# Begin with `views = sorted(views, reverse=True)`: the most seen comes first. Then add them up one by one, and count: `while so_far < half:` goes on as long as you have less than half of `sum(views)`. How many works did it take, as a share of `len(views)`?
#
# </details>


# %%
def half_share(views):
    """Return the smallest share of the works that has half of all views, 0 to 1."""
    ### BEGIN SOLUTION
    views = sorted(views, reverse=True)
    half, so_far, count = sum(views) / 2, 0, 0
    while so_far < half:
        so_far += views[count]
        count += 1
    return count / len(views)
    ### END SOLUTION


# %%
ku.check("11 half share", half_share)

# %%
for name, market in four.items():
    print(f"{name:16} {half_share(list(market.years[0].views)):.2%} of the works have half")

# %% [markdown]
# In a random sample of YouTube's videos, 0.16 % have half of the views, and 3.7 % have 94 % of them. That is the side of the popularity feed, and further out than our model can go: nobody watches a work twice here, so a hundred slots among ten thousand works leave half of the views to 0.5 % at least. That real feed, at least, is not ten million equal niches. It makes hits. (It says nothing about who shares them with whom.)
#
# ## Where the eye and the number disagree
#
# Read two columns of the same table. One is named like an injustice, the other like a culture.

# %%
for name, market in four.items():
    print(f"{name:16} Gini {market['gini']:.2f}    shared {market['overlap']:.0%}")

# %% [markdown]
# The **Gini** is 0 where all works have as many views and near 1 where one has nearly all. What two people share rises with it from the second market to the fourth. It must: they can only share what has many views. (The first doesn't fit into that row, for it has fifty times fewer works.) Whoever mourns the monoculture and whoever counts the winners may be looking at the same thing, one from the seats and one from the stage. No number here tells you which of them to be.
#
# And do hits go to the best? In five worlds the mixed feed gets the same works and the same people; only chance is thrown anew. Here is the most-seen work of each world, and its place by appeal. Then the monoculture, with influence of three strengths.

# %%
lesson_11.hits(ku.market("mixed", same_works=True))

# %%
for push in (0, 1, 1.5):
    same = ku.market("monoculture", push=push, same_works=True)
    print(f"push {push:<4} Gini {same['gini']:.2f}    unpredictable {same.unpredictability:.2f}")

# %% [markdown]
# Hits come from the very best, and which of them it is, chance decides. *Unpredictable* is by how much a work's success differs from world to world, as a share of what a work has on average. More influence, more inequality and less foresight. That is no merit of ours, it is a test that the model had to pass: in 2006 Salganik, Dodds and Watts let 14,341 people choose songs, with and without knowing what others had chosen, and found both. The best "rarely did poorly", the worst "rarely did well".
#
# ## Do it: a curator
#
# "When the cost of content creation drops to zero, the value of human curation skyrockets." Let the works become many. One audience finds them by popularity, one by a feed that knows its niche, and one asks a curator, who watches 200 works of a niche and hands on the better half. What is a slot worth, in appeals? *Glance* is how far people are off about a work that they haven't seen.

# %%
lesson_11.curation(works=(200, 2000, 20_000), glances=(1, 3))

# %% [markdown]
# More works help everybody, up to a point. For the curator it comes early: she can't watch more than she can. The crowd can, for it has a thousand heads. So in this model the sentence fails where works can be judged at a glance: there popularity is a curator already. The lower rows have works that can't be: trailers that lie, films that need their last ten minutes. There, among very many, the curator comes out first. Of which kind are the films that you love?
#
# ## Do it: the ladder
#
# Last, the essay's own fear: ads, music videos and corporate films, by which people learn and live, "will be entirely automated". In this town a hundred people begin each year. They need eight years of practice until they are able to lead a film, and go away after a year without pay. Over eight years machines take 90 % of the small jobs. From which year on are one in ten of those missed who would be able to lead a film?

# %%
ku.predict("the year from which one in ten is missed", 3)

# %%
ladder = ku.ladder(automated=0.9)
print(ku.predict("the year from which one in ten is missed").compare(ladder.shows, share=False))
ladder

# %% [markdown]
# When the first job goes, all those who will lead the films of the next seven years are in training already, and those who lead today stay for 25 on average. So the ladder breaks at its foot, and the top doesn't feel it for a long time. Whoever counts directors will say that all is well.
#
# Can it be mended? Leave `automated` at 0.9, and find a town in which after 20 years 80 of 100 are left. No slider does it alone.

# %%
town = ladder.sliders()
town

# %%
ku.check("11 mended", town.ladder)

# %% [markdown]
# What would your two sliders be called outside the model: a fund, a school, a law, a second job? (All rules of this ladder are ours: `ladder.rules`. It shows what follows from what, and not what will be.)
#
# ## In your words
#
# Three sentences about the piece of the feed or of the dark that you see most clearly now. Which moment is it, and did you see it because of the room, or because of the film? A timecode in square brackets shows its frame; the numbers of `films` begin at 0. The three below are ours: write yours in their place.

# %%
words = """
At [piece@00:00:02:00] I can still say where the light came from.
I saw it for three seconds, and chose nothing.
If I had met it in the feed I might have left it at [piece@00:00:01:00], and would know less.
"""
ku.critique(words, piece=films[0])

# %% [markdown]
# ## Check yourself
#
# Your two functions, your two markets and your town are checked above.
#
# What may you say now? That your own two bars are an anecdote. That "monoculture or swarm" is a false choice in this model: how works are found decides, not what they cost, and a feed can have hits, sharing and niches at once. That curators are worth most where nobody can judge at a glance. That a broken ladder, if this is how it is built, hides its break for ten years. And that each of these stands on rules that are ours.
#
# ## Go further
#
# - Pool your class: `ku.remembered_by("the folder")`. How many of you does it take?
# - `ku.market("niche feed", curated=1.0, reads=800)["worth"]`: what if a curator could watch four times as much?
# - `ku.market("mixed", years=1).swings("niches")`, and `ladder.swings(20)`: what moves those most?
# - `ku.market("monoculture", opening=1.0, at_once=10).plot()`: let works open all through the year. Who wins now, and is that merit?
# - Which rule is missing? Write down one that would turn an answer round, and who could measure it.
#
# ## Sources
#
# - The claims, the table, curation and the ladder: an unsigned opinion piece that begins "The entertainment elite are panicking over a ghost story", 2026.
# - M. J. Salganik, P. S. Dodds and D. J. Watts, "Experimental Study of Inequality and Unpredictability in an Artificial Cultural Market", *Science* 311 (2006): its abstract. That box-office revenues are "asymptotically Pareto-distributed and have infinite variance", which the model gives at one of its limits (works open all year, and a view is worth one chance more): A. De Vany and W. D. Walls, *Journal of Cultural Economics* 23 (1999), its abstract.
# - The sample of YouTube: R. McGrady and others, 2023, read in a summary only.
# - d' and its interval, as the kit's own docstrings cite them: M. J. Hautus (1995), V. Gourevitch and E. Galanter (1967).
# - The numbers of this page are computed on it. `tests/economy` holds the model to what is known at its limits; `course/images/11-make.py` makes the picture.
