# What is kept, why, who can see it, and how to get or erase it.

privacy =
    <b>What I keep, and what for</b>
    Your Telegram id, first name and language, so that I can answer you.
    Your time zone and hours, with since when they hold, your pauses and your other settings, so that I come at the right time with what suits you. What you are careful with only ever rules exercises out.
    What I offered, what you did and how you found it, and the lessons you read: for the streak, and so that it varies.

    What you write or share is read once and then dropped; of a location only the time zone stays. Should I fail on a message, it is kept for 30 days, so that the fault can be found.
    Telegram carries our chat, and the operator of this bot runs the machine it is kept on. Nobody else gets any of it: no ads, no statistics services. What you send with /feedback goes to the operator with your name and id.

    /export – all of it as files
    /forget – all of it erased. Backups that the operator made keep a copy until they are replaced.
privacy-export-json = Everything I keep about you. What each field means is in the file itself, under <code>about</code>.
privacy-export-csv = Your history for a spreadsheet. Columns: date, time and zone where you were, what it was, its name, the outcome, and seconds.
privacy-export-failed = I could not make that file, and I have noted it. Please try /export again later.
privacy-forget =
    Erase everything I keep about you: settings, history, streak, what is planned? It can't be undone.
    /export first, if you want a copy.
privacy-erase = Erase all
privacy-keep = Keep it
privacy-forget-too-late = That question is more than ten minutes old. Send /forget again.
privacy-kept = Everything stays as it is.
privacy-forgotten =
    Done. Everything I kept about you is erased, and no reminder will come.
    Backups that the operator made keep a copy until they are replaced, and what you sent with /feedback is theirs. This chat is yours to clear in Telegram.
    Take care! /start if you ever want to begin again.
