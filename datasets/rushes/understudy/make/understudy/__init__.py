"""Makes The Understudy: scene, performance, cameras, sound, slates, truth.

What is acted is data (:mod:`.performance`, :mod:`.takes`); what it looks like is
:mod:`.lamps`, :mod:`.room`, :mod:`.materials` and :mod:`.lighting`. Only those and
:mod:`.stage` need Blender; the rest is numpy and the standard library.
"""
