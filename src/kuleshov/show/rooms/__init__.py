"""Rooms to work in by hand: what is done there, Python does, and every gesture has its line of code.

=====================  ======================================================================
:mod:`.cutting_room`   the room as a widget, and what a notebook shows without a browser
:mod:`.session`        an edit being cut by hand: gestures applied, undone, counted, saved
:mod:`.gestures`       from a gesture to calls of the Cut's own operations
:mod:`.messages`       what may come from a browser, checked on arrival
:mod:`.room`           what all rooms do with a message: carried out once, answered in words
:mod:`.saving`         what outlives a crash, and which of two states is the newer one
:mod:`.signs`          by what an edit is known again
:mod:`.looks`          takes as strips of small pictures and levels of sound
:mod:`.delivery`       a take's file for a browser: as it is, as a proxy, in pieces
:mod:`.screening_room` two films in step, with notes; blind, all pairs, with votes
:mod:`.notes`          what was noted at moments of films, as the citations of a critique
:mod:`.marking_table`  the same things pointed at in several pictures
:mod:`.caption_desk`   a film's captions, timed by ear
:mod:`.attention`      a feed, a dark room, and a test of what is remembered of both
:mod:`.attention_room` each of the three as a widget
:mod:`.piece_films`    what they show: pieces of films as small films of their own
:mod:`.bin`            what is in a room's bin, as plain data
:mod:`.linker`         the modules under ``static/`` as one
=====================  ======================================================================

The way of a gesture is told in ``CONTRIBUTING.md``. What lies under ``static/`` runs in the browser
and knows Python by its messages alone.
"""
