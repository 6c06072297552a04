"""Topics: first ask whether there is more than one, then help the reader see the threads.

The calls notebooks, benchmarks and users rely on; each lives in a module of its own.
"""

from closereading.threads.segments import cuts, order
from closereading.threads.strands import describe, distinctive, examples, strands, suggest_k
from closereading.threads.study import Study, numbers, study, tables
from closereading.threads.themes import ONE, ORDINARY, SEVERAL, SHORT, Structure, power, structure

__all__ = [
    "ONE",
    "ORDINARY",
    "SEVERAL",
    "SHORT",
    "Structure",
    "Study",
    "cuts",
    "describe",
    "distinctive",
    "examples",
    "numbers",
    "order",
    "power",
    "strands",
    "structure",
    "study",
    "suggest_k",
    "tables",
]
