# Places, things, and what a person is careful with: the labels of their buttons, and in lists.

choice-chair = Chair
choice-standing = Standing
choice-floor = Floor
choice-doorway = Doorway
choice-wall = Wall
choice-block = Step or block
choice-strap = Strap
choice-knees = Knees
choice-low_back = Lower back
choice-hips = Hips
choice-balance = Balance
choice-pregnancy = Pregnant
choice-surgery = Recent surgery
choice-none = None
choice-chosen = ✓ { $name }
