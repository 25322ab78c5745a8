# The command menu, the bot's descriptions, and the one apology.

menu-stretch = A stretch now
menu-exercises = All exercises, one by one
menu-hidden = What is left out, and the way back
menu-streak = Your days in a row
menu-log = Add a day that was forgotten
menu-next = When the next reminder comes
menu-pause = Let reminders rest
menu-resume = Reminders again
menu-late = Reminders until later, today only
menu-sick = A sick day, also yesterday
menu-holiday = Days off, also yesterday
menu-settings = Hours, interval, places and more
menu-learn = One short lesson
menu-help = What I can do
menu-feedback = A word to the operator
menu-privacy = What is kept about you
menu-export = All of it as files
menu-forget = All of it erased
menu-start = Set up, or where you stand
about-short = Gets you out of the chair: a reminder in your working hours, one short guided stretch, a fair streak.
about-long =
    I remind you to leave the chair inside the hours you work, guide one short stretch for the muscles that sitting shortens, keep time while you hold it, and keep a streak that is fair.

    Gentle movement ideas, not treatment.
sorry = Something went wrong on my side, and I have noted it. Please try that again, or send /help.
unkept = I can't write anything down at the moment: something is wrong on my side. This is not lost, I'll do it as soon as I can.
too-fast = That was a lot at once, so I left out the last of it. Please go on a little slower.
