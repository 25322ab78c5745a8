# Labels of buttons that more than one feature uses.

button-start = Start
button-another = Another
button-in-minutes = In { $minutes }
button-skip = Skip
button-just-moved = I just moved
button-in-a-meeting = In a meeting: 1 h
button-undo = Undo
button-done-for-today = Done for today
button-slow-down = Slow down
button-keep-going = Keep going
button-resume = Resume
button-settings = Settings
button-streak = Streak
button-stretch = Stretch now
button-try-now = Try one now
button-next = Next break?
button-help = Help
