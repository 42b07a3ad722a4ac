"""The stage in Blender: build it once, set it to a state, photograph it."""

import math
import os
import time
from pathlib import Path

import bpy
from mathutils import Matrix, Vector

from . import furniture, lamps, lighting, materials, room
from .cameras import Camera
from .lamps_data import DIODE_WATTS, EYE_WATTS, FILAMENT_WATTS
from .shapes import aimed, lamp_light, placed


class Stage:
    """Everything that is photographed, and the camera."""

    def __init__(self) -> None:
        bpy.ops.wm.read_factory_settings(use_empty=True)
        found, self.controls = materials.all_materials()
        self.room = furniture.Room(found)
        self.house = _house()
        self.filament = lamps.filament(found)
        self.diode = lamps.diode(found)
        data = bpy.data.cameras.new("camera")
        data.sensor_width, data.clip_start = 36, 0.01
        self.camera = placed(bpy.data.objects.new("camera", data))
        bpy.context.scene.camera = self.camera
        _look()

    def set(self, state: dict, art: dict) -> None:
        """Set lamps, levels and bird to a state, and the room to how a take wants it dressed."""
        for lamp in (self.filament, self.diode):
            lamp.bend(
                {j: state[f"{lamp.name}.{j}"] for j in ("yaw", "lower", "upper", "pitch", "tilt")}
            )
        self._levels(state, art)
        swing, flap = math.radians(state["bird.swing"]), math.radians(state["bird.flap"])
        turned = math.radians(room.BIRD_TURNED)
        self.room.bird.rotation_euler = (0.6 * swing, 0, turned + swing)
        for side, hinge in self.room.wings.items():
            hinge.rotation_euler = (0, -side * flap, 0)
        self.room.cup.location = Vector(room.CUP) + Vector(art.get("cup", (0, 0, 0)))
        door = (state.get("door.open", 0.0), state.get("door.lit", 0.0))
        self._dress(art.get("props", ()), *door)
        mirrored = art.get("light", 1.0)
        for name in lighting.MIRRORED:
            self._place_house(name, mirrored)

    def _levels(self, state: dict, art: dict) -> None:
        power = state["filament.power"]
        glow = art.get("bulb", (30.0, 0.62, 0.34))  # coil, halo, inside of the shade
        for control, strength in zip(("coil", "halo", "shade"), glow, strict=True):
            self.controls[control].default_value = strength * power
        _drive(self.filament.key, FILAMENT_WATTS * power)
        ring = state["diode.power"]
        self.controls["ring"].default_value = 1.9 * ring
        _drive(self.diode.key, DIODE_WATTS * ring)
        eye = state["diode.eye"]
        self.controls["eye"].default_value = 5.0 * eye
        self.controls["standby"].default_value = 1.5 if ring > 0 or eye > 0 else 0.06
        self.diode.eye_glow.hide_render = eye <= 0
        _drive(self.diode.eye, EYE_WATTS * eye)

    def _dress(self, props, door_open: float, lit: float) -> None:
        for name in ("moth", "box"):
            for thing in self.room.props[name]:
                thing.hide_render = thing.hide_viewport = name not in props
        hinge, light, parts = self.room.props["door"]
        for thing in parts:
            thing.hide_render = thing.hide_viewport = "door" not in props
        hinge.rotation_euler = (0, 0, -math.radians(62) * door_open)
        if "door" in props:
            _drive(light, lighting.DOOR_WATTS * lit)

    def _place_house(self, name: str, side: float) -> None:
        """Put a house light where it stands, or on the other side."""
        _, _, _, place, aim, _ = lighting.HOUSE[name]
        light = self.house[name]
        factor = lighting.sideways(name, side)
        at = Vector(place or (0, 0, 0))
        way = Vector(aim) - at
        at.x, way.x = at.x * factor, way.x * factor
        light.location = at
        light.rotation_euler = way.to_track_quat("-Z", "Y").to_euler()

    def aim(self, camera: Camera) -> None:
        """Put the camera where a set-up has it."""
        thing = self.camera
        rotation = camera.rotation()  # world to camera, OpenCV
        blender = Matrix([list(row) for row in (rotation.T * [1.0, -1.0, -1.0])])
        thing.matrix_world = Matrix.Translation(Vector(camera.place)) @ blender.to_4x4()
        thing.data.lens = camera.focal
        dof = thing.data.dof
        dof.use_dof, dof.aperture_fstop, dof.focus_distance = True, camera.f_stop, camera.focus
        bpy.context.view_layer.update()

    def photograph(self, path: Path, exposure: float = 0.0) -> float:
        """Render to a PNG, whole or not at all; return CPU seconds."""
        scene = bpy.context.scene
        scene.view_settings.exposure = 0.40 + exposure
        part = path.with_name(path.stem + f".{os.getpid()}.part.png")
        scene.render.filepath = str(part)
        begun = time.process_time()
        bpy.ops.render.render(write_still=True)
        part.replace(path)
        return time.process_time() - begun


def _house() -> dict:
    """Build the lights of the house, and the night."""
    lights = {}
    for name, (kind, colour, power, place, aim, settings) in lighting.HOUSE.items():
        light = lamp_light(
            lighting.KINDS[kind], name, colour, settings=settings, at=place or (0, 0, 0)
        )
        aimed(light, aim)
        light.data.energy = power
        lights[name] = light
    world = bpy.data.worlds.new("night")
    bpy.context.scene.world = world
    world.use_nodes = True
    background = world.node_tree.nodes["Background"]
    background.inputs[0].default_value = (0.20, 0.42, 1, 1)
    background.inputs[1].default_value = 0.010
    return lights


def _drive(light, watts: float) -> None:
    light.data.energy = watts
    light.hide_render = watts <= 0


def _look() -> None:
    """AgX, and bloom in the compositor."""
    scene = bpy.context.scene
    view = scene.view_settings
    view.view_transform, view.look = "AgX", "AgX - Medium High Contrast"
    view.exposure, view.gamma = 0.40, 1.0
    scene.use_nodes = True
    tree = scene.node_tree
    tree.nodes.clear()
    layers = tree.nodes.new("CompositorNodeRLayers")
    out = tree.nodes.new("CompositorNodeComposite")
    glare = tree.nodes.new("CompositorNodeGlare")
    glare.glare_type, glare.quality = "BLOOM", "HIGH"
    for name, value in (
        ("Threshold", 1.0),
        ("Strength", 0.22),
        ("Size", 0.55),
        ("Saturation", 1.0),
    ):
        if name in glare.inputs:
            glare.inputs[name].default_value = value
    tree.links.new(layers.outputs["Image"], glare.inputs["Image"])
    tree.links.new(glare.outputs["Image"], out.inputs["Image"])


def settings(
    samples: int, size: tuple[int, int], threads: int = 2, quality: str = "BALANCED"
) -> None:
    """Set the renderer: fixed seed, fixed samples, so that a state is always the same bits."""
    scene = bpy.context.scene
    render, cycles = scene.render, scene.cycles
    render.engine, cycles.device = "CYCLES", "CPU"
    cycles.samples, cycles.use_adaptive_sampling, cycles.seed = samples, False, 0
    cycles.max_bounces, cycles.diffuse_bounces, cycles.glossy_bounces = 3, 2, 2
    cycles.transparent_max_bounces, cycles.transmission_bounces = 4, 2
    cycles.volume_bounces = 0
    cycles.use_light_tree = False
    cycles.sample_clamp_indirect, cycles.sample_clamp_direct = 4.0, 0.0
    cycles.caustics_reflective = cycles.caustics_refractive = False
    cycles.use_denoising, cycles.denoiser = True, "OPENIMAGEDENOISE"
    cycles.denoising_input_passes = "RGB_ALBEDO_NORMAL"
    cycles.denoising_prefilter, cycles.denoising_quality = "FAST", quality
    cycles.denoising_use_gpu = False
    cycles.use_auto_tile = False
    render.use_persistent_data = True
    render.threads_mode, render.threads = "FIXED", threads
    render.resolution_x, render.resolution_y = size
    render.resolution_percentage = 100
    render.use_motion_blur, render.use_sequencer = False, False
    render.image_settings.file_format = "PNG"
    render.image_settings.color_mode = "RGB"
    render.image_settings.compression = 15
    render.dither_intensity = 0.7
    render.use_compositing = True
