"""Two unlike opinions on a compiled problem: searches of our own, and OR-Tools; who compares them is `routing.solving`.

`label_engine` and `ortools_engine` answer at corridor size; `large_search`, `large_front` and `large_proof` on networks
where compiled searches pay; `front_proof` holds a front against OR-Tools. None knows a place, a unit or a figure.
"""
