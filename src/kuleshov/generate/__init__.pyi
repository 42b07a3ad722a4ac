from .dreams import dream as dream
from .dynamics import LDS as LDS
from .dynamics import fit as fit
from .dynamics import sample as sample
