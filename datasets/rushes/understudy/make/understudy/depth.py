"""Depth for one frame of each set-up: a 16-bit PNG, millimetres along the camera's axis."""

from pathlib import Path

import bpy

from .cameras import CAMERAS, SIZE
from .performance import state
from .stage import Stage, settings
from .takes import TAKES, Take

FRAMES = {  # take: a frame in which much is to be seen
    "1A-1": 300, "2A-1": 110, "3A-1": 110, "4A-1": 66, "5A-1": 66, "6A-1": 60, "6C-1": 90,
    "6D-1": 80, "7A-1": 100, "8A-1": 80, "KA-1": 60, "C1a": 50, "C1b": 50, "C1c": 50,
}  # fmt: skip
FULL = 65.535  # metres at level 65535


def depth(stage: Stage, take: Take, frame: int, path: Path) -> None:
    """Render how far everything is; through the middle of each pixel, the lens wide in focus."""
    settings(1, SIZE, 2)
    _flat()
    stage.set(state(take.performance, take.clock_frame(frame)), take.art)
    stage.aim(CAMERAS[take.camera])
    stage.camera.data.dof.use_dof = False
    bpy.context.scene.render.filepath = str(path)
    bpy.ops.render.render(write_still=True)


def _flat() -> None:
    scene = bpy.context.scene
    scene.cycles.use_denoising, scene.cycles.filter_width = False, 0.01
    scene.view_layers[0].use_pass_z = True
    view = scene.view_settings
    view.view_transform, view.look, view.exposure = "Raw", "None", 0.0
    picture = scene.render.image_settings
    picture.color_mode, picture.color_depth = "BW", "16"
    scene.render.dither_intensity = 0.0
    tree = scene.node_tree
    tree.nodes.clear()
    layers = tree.nodes.new("CompositorNodeRLayers")
    scale = tree.nodes.new("CompositorNodeMath")
    scale.operation, scale.inputs[1].default_value = "DIVIDE", FULL
    scale.use_clamp = True
    out = tree.nodes.new("CompositorNodeComposite")
    tree.links.new(layers.outputs["Depth"], scale.inputs[0])
    tree.links.new(scale.outputs[0], out.inputs["Image"])


def all_depths(folder: Path) -> list[Path]:
    """Render every depth that is listed and not there yet."""
    folder.mkdir(exist_ok=True)
    stage, made = Stage(), []
    for name, frame in FRAMES.items():
        path = folder / f"{name}.{frame:04d}.png"
        if not path.exists():
            depth(stage, TAKES[name], frame, path)
            made.append(path)
    return made
