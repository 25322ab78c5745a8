# A stretch on demand: the menu, the offer, and why there may be none.

stretch-menu = How long, and where? Or type it: “3 min floor”.
stretch-minutes = { $picked ->
    [yes] ✓ { $minutes } min
   *[no] { $minutes } min
}
stretch-place = { $place ->
    [chair] Chair
    [standing] Standing
   *[floor] Floor
}
stretch-surprise = Surprise me
stretch-routines = Routines
stretch-which-routine = Which one? Its name can be typed, too.
stretch-offer =
    <b>{ $names }</b>
    { $length } · { $place }
stretch-offer-routine =
    <b>{ $title }</b>: { $names }
    { $length } · { $place }
stretch-offer-without =
    { $offer }
    <i>Left out, by your settings or because it hurt: { $names }.</i>
stretch-joined-places = { $first } and { $last }
stretch-closed = That offer is closed. /stretch brings a fresh one.
stretch-no-other = That is the only one that fits here.
stretch-out-of-range = I have stretches from 1 to 10 minutes. For example: 3 min floor
stretch-unread = I can't read “{ $words }” as a stretch. For example: <code>/stretch 2 min</code>, <code>/stretch 3 min floor</code>, <code>/stretch doorway minute</code>
stretch-unknown-routine = That routine is not there any more. Here is what is.
stretch-none = Nothing fits. In the way: { $rules }. Change that in the settings, or choose another time and place.
stretch-rule = { $rule ->
    [places] the places you have
    [equipment] the things you have at hand
    [careful] what you are careful with
    [hidden] what is left out (/hidden)
    [advanced] an easier one, which comes first, at its hardest
    [time] the time
   *[discreet] onlookers
}
stretch-ruled-out = { $name } is not for now. In the way: { $rules }.
stretch-bring-back = Bring it back
