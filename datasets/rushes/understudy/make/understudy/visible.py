"""What a take's camera sees of the named points: rays from the lens, in Blender.

A point is seen when it lies in the picture and nothing solid is in front of it. For a lamp's
head, the lamp's own head does not count as in front.
"""

import bpy
import numpy as np
from mathutils import Vector

from . import kinematics, room, truth
from .cameras import CAMERAS, SIZE, Camera
from .performance import state
from .stage import Stage
from .takes import SLATE_FRAMES, Take

NEAR_ENOUGH = 0.006  # metres between what a ray meets and the point that is meant


def visibility(stage: Stage, take: Take) -> dict[str, list[int]]:
    """Return for every point and lamp the lengths of the runs in which it is hidden and seen."""
    camera = CAMERAS[take.camera]
    stage.aim(camera)
    moved = Vector(take.art.get("cup", (0, 0, 0)))
    places = {
        name: Vector(at) + (moved if name.startswith("cup") else Vector())
        for name, at in room.points().items()
    }
    rows: dict[str, list[bool]] = {name: [] for name in (*places, *kinematics.LAMPS)}
    known: dict[str, dict[str, bool]] = {}
    for frame in range(take.frames):
        if frame < SLATE_FRAMES:
            seen = dict.fromkeys(rows, False)
        else:
            now = state(take.performance, take.clock_frame(frame))
            name = repr([v for k, v in now.items() if not k.endswith(("power", "eye", "lit"))])
            if name not in known:
                known[name] = _look(stage, take, now, camera, places)
            seen = known[name]
        for name, row in rows.items():
            row.append(seen[name])
    return {name: truth.runs(row) for name, row in rows.items()}


def _look(stage: Stage, take: Take, now: dict, camera: Camera, places: dict) -> dict[str, bool]:
    stage.set(now, take.art)
    bpy.context.view_layer.update()
    found = {name: _clear(camera, at, ()) for name, at in places.items()}
    for lamp in (stage.filament, stage.diode):
        pose = {j: now[f"{lamp.name}.{j}"] for j in kinematics.JOINTS}
        centre, _ = kinematics.head(lamp.name, pose)
        found[lamp.name] = _clear(camera, Vector(centre), _below(lamp.head))
    return found


def _below(thing) -> tuple[str, ...]:
    """Return the names of all that hangs on an object."""
    return tuple(child.name for child in thing.children_recursive)


def _clear(camera: Camera, point: Vector, through: tuple[str, ...]) -> bool:
    seen = camera.pose() @ np.array([*point, 1.0])
    if seen[2] <= 0:
        return False
    u, v, w = camera.matrix() @ seen
    if not (0 <= u / w <= SIZE[0] - 1 and 0 <= v / w <= SIZE[1] - 1):
        return False
    start = Vector(camera.place)
    way = (point - start).normalized()
    graph = bpy.context.evaluated_depsgraph_get()
    while (gap := (point - start).length) > NEAR_ENOUGH:
        hit, at, _, _, thing, _ = bpy.context.scene.ray_cast(graph, start, way, distance=gap)
        if not hit or (point - at).length < NEAR_ENOUGH:
            return True
        if thing.name not in through:
            return False
        start = at + way * 1e-4
    return True
