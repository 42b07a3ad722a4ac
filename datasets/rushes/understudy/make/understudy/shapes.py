"""Plain shapes in Blender: lathes, boxes, tubes, sheets. Metres and radians."""

import math
from collections.abc import Sequence
from itertools import pairwise

import bmesh
import bpy
from mathutils import Vector

Triple = Sequence[float]
ORIGIN = (0.0, 0.0, 0.0)


def placed(thing, parent=None, at: Triple = ORIGIN, turned: Triple = ORIGIN):
    """Put an object into the scene, under a parent if it has one."""
    bpy.context.scene.collection.objects.link(thing)
    thing.location, thing.rotation_euler = at, turned
    if parent is not None:
        thing.parent = parent
    return thing


def joint(name: str, parent=None, at: Triple = ORIGIN, turned: Triple = ORIGIN):
    """Return an empty that others hang on."""
    return placed(bpy.data.objects.new(name, None), parent, at, turned)


def mesh(name, points, faces, materials, which=None, smooth=35.0, **where):
    """Return a mesh object; edges sharper than `smooth` degrees stay sharp, 0 is faceted."""
    data = bpy.data.meshes.new(name)
    data.from_pydata(points, [], faces)
    for material in materials if isinstance(materials, list) else [materials]:
        data.materials.append(material)
    if which:
        data.polygons.foreach_set("material_index", which)
    if smooth:
        data.polygons.foreach_set("use_smooth", [True] * len(data.polygons))
        data.set_sharp_from_angle(angle=math.radians(smooth))
    data.update()
    return placed(bpy.data.objects.new(name, data), **where)


def lathe(name, profile, materials, around=48, which=None, smooth=35.0, **where):
    """Turn a profile of (radius, height) about z; `which` names a material per segment."""
    points, faces, index, rows = [], [], [], []
    for radius, height in profile:
        n = 1 if radius < 1e-6 else around
        rows.append(range(len(points), len(points) + n))
        for i in range(n):
            a = 2 * math.pi * i / around
            points.append((radius * math.cos(a), radius * math.sin(a), height))
    for k, (low, high) in enumerate(pairwise(rows)):
        for i in range(around):
            j = (i + 1) % around
            corners = [
                low[i % len(low)],
                low[j % len(low)],
                high[j % len(high)],
                high[i % len(high)],
            ]
            face = tuple(dict.fromkeys(corners))
            if len(face) > 2:
                faces.append(face)
                index.append(which[k] if which else 0)
    return mesh(name, points, faces, materials, index, smooth, **where)


def cylinder(name, radius, height, material, around=24, **where):
    """Return a cylinder about z, centred, its edges slightly broken."""
    c = min(radius, height) * 0.12
    h = height / 2
    profile = [(0, -h), (radius - c, -h), (radius, c - h), (radius, h - c), (radius - c, h), (0, h)]
    return lathe(name, profile, material, around, **where)


def box(name, size, material, bevel=0.002, **where):
    """Return a box, centred, with rounded edges."""
    shape = bmesh.new()
    bmesh.ops.create_cube(shape, size=1)
    bmesh.ops.scale(shape, vec=size, verts=shape.verts)
    if bevel:
        bmesh.ops.bevel(
            shape, geom=shape.edges[:], offset=bevel, segments=2, profile=0.5, affect="EDGES"
        )
    data = bpy.data.meshes.new(name)
    shape.to_mesh(data)
    shape.free()
    data.materials.append(material)
    data.polygons.foreach_set("use_smooth", [True] * len(data.polygons))
    data.set_sharp_from_angle(angle=math.radians(50))
    return placed(bpy.data.objects.new(name, data), **where)


def tube(name, points, radius, material, fine=3, **where):
    """Return a round wire through points."""
    data = bpy.data.curves.new(name, "CURVE")
    data.dimensions, data.use_fill_caps = "3D", True
    data.bevel_depth, data.bevel_resolution = radius, fine
    spline = data.splines.new("POLY")
    spline.points.add(len(points) - 1)
    for point, place in zip(spline.points, points, strict=True):
        point.co = (*place, 1)
    spline.use_smooth = True
    data.materials.append(material)
    return placed(bpy.data.objects.new(name, data), **where)


def helix(low, high, radius, turns, steps=14):
    """Return the points of a coil about z."""
    n = int(turns * steps)
    return [
        (
            radius * math.cos(2 * math.pi * i / steps),
            radius * math.sin(2 * math.pi * i / steps),
            low + (high - low) * i / n,
        )
        for i in range(n + 1)
    ]


def disc_with_holes(name, rings, thickness, material, **where):
    """Return a flat plate; `rings` are (x, y, radius), the first the rim, the others holes."""
    data = bpy.data.curves.new(name, "CURVE")
    data.dimensions, data.fill_mode = "2D", "BOTH"
    data.extrude, data.bevel_depth = thickness, thickness * 0.75
    for x, y, radius in rings:
        spline = data.splines.new("POLY")
        spline.points.add(47)
        spline.use_cyclic_u = True
        for i, point in enumerate(spline.points):
            a = 2 * math.pi * i / 48
            point.co = (x + radius * math.cos(a), y + radius * math.sin(a), 0, 1)
    data.materials.append(material)
    return placed(bpy.data.objects.new(name, data), **where)


def ribbon(name, path, width, material, pitch):
    """Return a strip along a path of (place, across); uv runs in frames of `pitch` metres."""
    points, along, run = [], [], 0.0
    for i, (place, across) in enumerate(path):
        if i:
            run += (Vector(place) - Vector(path[i - 1][0])).length
        half = Vector(across) * width / 2
        points += [tuple(Vector(place) - half), tuple(Vector(place) + half)]
        along.append(run / pitch)
    faces = [(2 * i, 2 * i + 1, 2 * i + 3, 2 * i + 2) for i in range(len(path) - 1)]
    thing = mesh(name, points, faces, material, smooth=80)
    layer = thing.data.uv_layers.new(name="UVMap")
    for i, polygon in enumerate(thing.data.polygons):
        corners = ((along[i], 0), (along[i], 1), (along[i + 1], 1), (along[i + 1], 0))
        for loop, uv in zip(polygon.loop_indices, corners, strict=True):
            layer.data[loop].uv = uv
    return thing


def aimed(thing, target: Triple):
    """Turn a light or camera so that it looks at a place."""
    way = Vector(target) - thing.location
    thing.rotation_euler = way.to_track_quat("-Z", "Y").to_euler()
    return thing


def lamp_light(kind, name, colour, **where):
    """Return a light that the camera doesn't see; `settings` go to the light itself."""
    settings = where.pop("settings", {})
    data = bpy.data.lights.new(name, kind)
    data.color = colour
    for key, value in settings.items():
        setattr(data, key, value)
    thing = placed(bpy.data.objects.new(name, data), **where)
    thing.visible_camera = False
    return thing
