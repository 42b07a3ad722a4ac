"""An array whose bytes are not those of its shape is damage, not an array."""

import numpy as np
import pytest

from kuleshov.grading.wire.values import WireError, plain, restore


@pytest.mark.parametrize("change", [lambda b: b + bytes(8), lambda b: b[:-8], lambda b: b""])
def test_an_array_with_more_or_fewer_bytes_than_its_shape_is_refused(change):
    node, (data,) = plain(np.arange(4.0))
    assert restore(node, [data]).tolist() == [0, 1, 2, 3]
    with pytest.raises(WireError, match="another size than it says"):
        restore(node, [change(data)])


def test_a_shape_of_as_many_bytes_is_taken_and_one_of_more_is_not():
    node, buffers = plain(np.arange(6.0))
    twin, _ = plain(np.arange(6.0).reshape(2, 3))
    assert restore(twin, buffers).shape == (2, 3)
    wide, _ = plain(np.arange(8.0).reshape(2, 4))
    with pytest.raises(WireError):
        restore(wide, buffers)
    small, _ = plain(np.arange(6, dtype=np.float32))
    with pytest.raises(WireError):
        restore(small, buffers)
    assert restore(node, buffers).tolist() == list(range(6))
