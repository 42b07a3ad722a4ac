# %% [markdown]
# # 02 The cut
#
# Here is one shot of a lamp. It does nothing. You will put three other things beside it, and you will not touch the shot.
#
# *Claim under test: meaning is made between shots, not in them. It would be wrong if viewers named the same feeling whatever came next.*
#
# About 90 minutes. You need lesson 00, or to know what a take is. At one point you will want three people who can spare you one minute each. If nobody is there tonight, go on without them: nothing later waits for them, and their words can come in any day. The trade's words are in the [glossary](glossary.md).

# %%
import kuleshov as ku

rushes = ku.rushes("understudy")
rushes["KA-1"]

# %% [markdown]
# ## Watch first
#
# Play it twice. Of the 6.5 seconds that the player shows, the first is the slate. What is the lamp looking at? Say it aloud, or write it on paper.
#
# Here are three things that it may be looking at.

# %%
for name in ("KB-1", "KC-1", "KD-1"):
    print(f"{name}: {rushes[name].description}")
ku.side_by_side(KB=rushes["KB-1"].clip, KC=rushes["KC-1"].clip, KD=rushes["KD-1"].clip)

# %% [markdown]
# ## Predict
#
# You will cut three films of six seconds: the lamp, one of the things, the lamp again. Suppose that three people each see one of the films and say in a word what the lamp feels. How many *different* words do you expect?

# %%
ku.predict("different words from three viewers", 3)

# %% [markdown]
# ## Do it: three films from one shot
#
# A shot of an actor, then a shot of something, then the actor again: editors call the middle one a **point-of-view shot** when the viewer takes it for what the actor sees, and the third a **reaction shot** when the viewer takes it for the answer. Nothing in the footage says so. The order does.


# %%
def three_shots(title, thing):
    """The lamp, a thing, the lamp: six seconds."""
    cut = ku.Cut(title, rushes=rushes)
    cut.add("KA-1", 1.5, 3.5)
    cut.add(thing, 1.5, 3.5)
    cut.add("KA-1", 3.5, 5.5)
    return cut


cuts = {"A": three_shots("A", "KB-1"), "B": three_shots("B", "KC-1"), "C": three_shots("C", "KD-1")}
films = {name: cut.render(f"kuleshov-{name}.mp4") for name, cut in cuts.items()}
ku.side_by_side(**films)

# %% [markdown]
# What does the lamp feel in each of them? You know that it is one shot, so your own answer is about the experiment and no longer about the film. That is why the experiment needs people who don't know.
#
# When you have them: show each of them **one** film, once, full screen, with no word from you before it. Ask: *in one word, what does the lamp feel?* Write down what they say, with a pseudonym. Write words for the same feeling alike: `sad`, not once `sadness`. Nobody sees a second film: after the first they know too much, as you do.
#
# Until then, leave `unasked` where it stands and go on.

# %%
said = ku.votes("""
# viewer, film, word: replace the three words
v1, A, unasked
v2, B, unasked
v3, C, unasked
""")
said

# %%
ku.check("02 three viewers", said)

# %% [markdown]
# ## Measure
#
# How many frames of the lamp are in each film, and are they the same frames? An edit is a list, so ask the list.

# %%
lamps = {}
for name, cut in cuts.items():
    lamp = lamps[name] = [(shot.in_, shot.out) for shot in cut if shot.take == "KA-1"]
    print(name, lamp, sum(out - in_ for in_, out in lamp), "frames of the lamp")
alike = all(lamp == lamps["A"] for lamp in lamps.values())
print("The same frames in each." if alike else "Not the same frames: then the shot was touched.")

# %% [markdown]
# Where the frames are the same, a difference between your viewers' words can't come from them. It can come from what stands between them, or from the viewers: three people may say three words about one film. With one viewer for each film you can't separate the two. Show each film to several people, and you can.
#
# When you have words from people, read them again. If somebody said that the lamp looks sad in *that one*, you have done what Lev Kuleshov's workshop reported about a hundred years ago. If they all said the same, or "nothing", you have done what others report.
#
# <details>
# <summary>What others found (better read when your own words are in)</summary>
#
# Nobody can look at the workshop's film with the actor's face any more. When people from abroad asked for it in the 1960s, it had not been kept. What there is are accounts, and they differ. Pudovkin remembered a plate of soup, a dead woman in a coffin and a girl at play, and an audience that admired the acting.
#
# Another film of the workshop did come to light, and was shown at the festival of silent film in Pordenone. David Shepard, who restored silent films, was there: the people in it are Khokhlova and Obolensky, he wrote, and the actor of the soup and the coffin, Mosjoukine, isn't. So it is real, and it is not this experiment.
#
# When Prince and Hensley rebuilt the experiment in 1992 with 137 viewers, the effect did not appear. Mobbs and others in 2006, and Barratt and others in 2016, found that the same faces were rated differently after different scenes. So it is there sometimes, and not for everybody.
#
# </details>

# %%
heard = [word for _, _, word in said.cast if word != "unasked"][:3]  # three were predicted
met = ku.predict("different words from three viewers").compare(len(set(heard)))
waits = f"{len(heard)} of three viewers have answered: your prediction waits."
met if len(heard) == 3 else print(waits)

# %% [markdown]
# Three votes prove nothing, and you can see how little. Suppose that all three had seen the same film. If two of them choose a word, the share that would choose it if you could ask everyone lies, with 95 % confidence, somewhere between these two:

# %%
share, low, high = ku.wilson(2, 3)
print(f"{share:.0%} of three viewers: between {low:.0%} and {high:.0%} of everyone")

# %% [markdown]
# There is one more doubt, and it is about our actor. A lamp has a posture, and posture acts. Look at `KA-1` again: head a little low, turned away. Would a lamp that stands upright have been as easily sad? You can't tell from this footage. You would need a second neutral.
#
# ## Do it: a scene in continuity
#
# The other use of a cut is not to be noticed. The same moment filmed from several places is **coverage**. Cutting it so that the clock never jumps, only the place from which you look, is **continuity** editing. The scene below runs through one moment of the performance without a gap: wide, over a shoulder, close.
#
# All cameras filmed one performance, and every take knows where on its clock it lies; on a set, a timecode that the cameras share does this. `take.at(scene=14.2)` is the time in this take at which second 14.2 of the performance is seen. Read the list downwards: each shot begins where the last one ended.

# %%
scene = ku.Cut("The test", rushes=rushes)
for name, start, stop in [
    ("1A-1", 11.5, 14.2),  # both of them: "Again." "Look." "Look."
    ("2A-1", 14.2, 15.7),  # over Diode's shoulder: "Like this."
    ("3A-1", 15.7, 17.0),  # over Filament's: "Like this."
    ("4A-1", 17.0, 21.5),  # close on Filament: "No."
    ("5A-1", 21.5, 23.5),  # close on Diode: "No."
]:
    take = rushes[name]
    scene.add(take, take.at(scene=start), take.at(scene=stop))
scene.render("the-test-1.mp4")

# %% [markdown]
# Listen to the last cut. The picture changes a moment before the other voice begins. After the wide shot you see each lamp while it speaks, as in an interview. What you never see close is anyone *hearing*.
#
# Let the picture stay on Filament for half a second longer, while Diode's voice already speaks. The sound cut stays where it is; the picture cut moves. Because the sound of the new shot starts before its picture, editors call it a **J-cut**; the other way round it is an **L-cut**. Look at the two rows and you see the letters.
#
# Shots are numbered from 1. Each of the three lines changes `scene` itself.

# %%
scene.trim(4, out=13.5)
scene.trim(5, in_=13.5)
scene.split(5, 12)
scene

# %%
scene.render("the-test-2.mp4")

# %% [markdown]
# The cutting room shows the two rows large. Find the step at the last cut and drag the edge of the sound: the step moves. You will hear no change, because both takes carry the same sound of one performance. On a real set each take has a sound of its own, and there you would hear it. Ctrl and Z take it back.

# %%
ku.cutting_room(rushes, scene.copy("The test, by hand"))

# %% [markdown]
# Which of the two would you keep? Nothing was said that was not said before. You were shown another face for twelve frames.
#
# ## Sound of its own
#
# So far every shot brought its own sound. Sound can also lie by itself, in a **lane**; other programs call it an audio track. Try what no split edit can do: let Diode interrupt. A take's **stems** are parts of its sound: each voice by itself, and `rest`, what is left without them. Shot 5 keeps the rest. Its sound begins at second 10 of the film; Diode's word is laid seven tenths of a second before that, into Filament's.

# %%
talk = scene.copy("The test, interrupted")
diode = rushes["5A-1"]
talk.stem(5, "rest")
start, stop = diode.at(scene=21.5), diode.at(scene=22.3)
talk.lane("Diode").lay(diode, start, stop, at=10 - 0.7, stem="diode")

# %% [markdown]
# Now put a second of black before it all. A film may begin in silence; then the room starts with the picture, like a tap turned on. To hear the room first, lay **room tone**: its sound when nobody does anything. This performance has five seconds of it, in the dark. The lamps are off there and the room is quieter than in shot 1, so it gets 4 dB more; with 10 you would hear it drop as the picture comes. What lay behind the black has moved along, Diode's word as well.

# %%
black = talk.copy("The test, from black").black(1, before=1)
wide = rushes["1A-1"]
start, stop = wide.at(scene=33), wide.at(scene=34)
black.lane("room tone").lay(wide, start, stop, at=0, gain=4, fade_in=12)
print(black.to_loudness(-23).said)
black

# %%
black.render("the-test-3.mp4")

# %% [markdown]
# `to_loudness` sets the level of the whole film, so it comes last. Broadcasters in Europe ask for -23 LUFS, a measure of loudness that lesson 06 takes apart. Listen to the interruption. Nobody has said another word. Who is stronger now? Where Diode's word stood, at 11 seconds, you still hear its echo. The room had sent it back to the microphone, and no voice's stem holds that. An editor would hide it, or lay the word elsewhere.
#
# A second of tone is enough here. Where a whole film needs it, write `fill` in the place of `lay` and leave out `at`: the stretch is laid again and again, each joint as short as any cut's, four thousandths of a second. Three or four seconds of tone are better then, or the ear learns them.
#
# ## Cross the line
#
# All cameras of this scene stand on one side of an imaginary line from lamp to lamp. All but one: set-up 8 was filmed from the window, from the wrong side, on purpose. `copy` leaves the scene as it is. `angle` shows the same moment in another take, from a time of the film to the end of the shot; shot 5 begins at 10.5 seconds. It keeps the split, so the camera is the only thing that changes.

# %%
crossed = scene.copy("The test, crossed").angle(10.5, "8A-1")
for finding in crossed.check():
    print(finding)
crossed.render("the-test-4.mp4")

# %% [markdown]
# ## Where the eye and the check disagree
#
# The check has found a mistake by the book. Now see the same camera in another place: the moment when the light fails, and the copy copies that too.

# %%
flicker = ku.Cut("The flicker", rushes=rushes)
flicker.add("4A-1", 14.0, 15.5)
flicker.add("8A-1", 5.5, 9.0)
flicker.add("5A-1", 19.0, 21.4)
for finding in flicker.check():
    print(finding)
flicker.render("the-flicker.mp4")

# %% [markdown]
# The same finding, twice. Left and right change places as two lamps become hard to tell apart. Is it a mistake? The check can't know. It names the moment; you answer for it, in the cutting room at its mark or with `flicker.answer(flicker.check()[0], "...")`. Your words stay with the edit.
#
# ## An edit is a text
#
# What you have made is not a film but a list. Here it is, one shot a line: take, in, out, in seconds and frames; `J12` is the split. You can send it to a friend, compare two of them, or open it in an editing program.

# %%
print(scene.to_text())

# %%
for difference in scene.diff(crossed):
    print(difference)

# %%
scene.save("the-test.otio")
scene.save("the-test.edl")
scene.said

# %% [markdown]
# An EDL is the oldest of these lists, from the days of tape. It can hold sound as well, but the kit writes the picture only: the split is lost, and the kit says so.
#
# You can also take it to where no editing program goes. moviepy is a library for films in Python. It gives you every frame as numbers, and with numbers you can do what you like. Here each shot becomes one photograph, exposed for as long as the shot lasts.

# %%
import numpy as np
from PIL import Image

film = scene.to_moviepy()
frames = np.stack([frame[::2, ::2] for frame in film.iter_frames()])  # half as wide, half as high
film.close()
plates = [shot.mean(axis=0) for shot in np.split(frames, scene.cuts)]
Image.fromarray(np.hstack(plates).astype("uint8"))

# %% [markdown]
# What stood still is sharp. What moved is a ghost. Who acts in which shot, and who only waits? In the scene as it stood when you came, one lamp has several heads in one of the plates, each where it stopped to be looked at.

# %% [markdown]
# ## In your words
#
# Three sentences about one cut: what it does, where it does it, and what would be lost without it. Point with a timecode. The three below are ours, about the scene above: write yours in their place.

# %%
words = """
At [film@00:00:10:06] I look at the one who listens, and it is a worse moment for him.
With the straight cut the same word is an answer; with the split it is something done to Filament.
A shot lasts {film.asl = 2.4 s} on average, and that says nothing about this cut.
"""
ku.critique(words, film=scene.render("the-test-2.mp4"))

# %% [markdown]
# ## Check yourself
#
# Make a scene of your own: any part of the performance in which somebody speaks, at least six shots without their slates, at least one split edit of 4 frames or more, no line of dialogue cut off, and the scene's clock running on: at no cut may it run back or leap by more than half a second. Write it as text; it is the form in which you will hand in work later.

# %%
mine = ku.Cut.from_text(
    """
title: A scene of mine
4A-1 08:12 13:12
5A-1 13:12 15:00 J12
""",
    rushes,
)
mine

# %%
ku.check("02 a scene in continuity", mine)

# %% [markdown]
# You need not type it. Here is your scene on the bench: choose a take, mark a piece of it with I and O, and click *Append* to put it at the end. (If you know DaVinci Resolve, its keys hold here; the question mark shows them, and those of Premiere.) In JupyterLab each gesture is written into the cell that holds your text; elsewhere, copy the text at the foot of the bench into it. So that cell is still what you hand in. Run it again, and the check below it.

# %%
ku.cutting_room(rushes, mine)

# %% [markdown]
# ## Go further
#
# - Put half a second of black between the lamp and the thing: `cuts["A"].black(0.5, before=2)`. Does the lamp still look at it?
# - Replace the lamp by a face: film a friend for five seconds who thinks of nothing, and bring it in with `ku.import_footage`.
# - Calbi and others, 2017 (below), is open to read. Look at how they chose their faces.
# - Lesson 03 keeps your cuts and changes only how long each shot lasts.
#
# ## Sources
#
# - V. I. Pudovkin, *Film Technique and Film Acting*, translated by Ivor Montagu: the account with the plate of soup, the coffin and the girl at play.
# - What is lost: an account on the portal *Chapaev*, chapaev.media/articles/9521 (in Russian), of how the film was asked for after a week of Kuleshov's films in Paris in 1962, and of his answer. What was shown: a message of David Shepard's, quoted by P. Delin on the mailing list Videolib, 22 October 2002.
# - S. Prince and W. E. Hensley, "The Kuleshov effect: recreating the classic experiment", *Cinema Journal* 31 (1992).
# - D. Mobbs and others, "The Kuleshov effect: the influence of contextual framing on emotional attributions", *Social Cognitive and Affective Neuroscience* 1 (2006).
# - D. Barratt, A. Cabak Rédei, Å. Innes-Ker and J. van de Weijer, "Does the Kuleshov effect really exist? Revisiting a classic film experiment on facial expressions and emotional contexts", *Perception* 45 (2016).
# - M. Calbi and others, "How context influences our perception of emotional faces: a behavioral study on the Kuleshov effect", *Frontiers in Psychology* 8 (2017), doi 10.3389/fpsyg.2017.01684.
# - What an EDL can hold: "OpenTimelineIO CMX3600 EDL Adapter", project page, whose table lists audio tracks and transitions among what the format keeps.
# - The loudness that broadcasters ask for: European Broadcasting Union, Recommendation R 128, "Loudness normalisation and permitted maximum level of audio signals".
# - The interval for a share of few votes: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", *Journal of the American Statistical Association* 22 (1927).
