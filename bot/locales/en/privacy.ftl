# What is kept, why, and who can see it.

privacy =
    <b>What I keep, and what for</b>
    Your Telegram id, first name and language, so that I can answer you.
    Your time zone and hours, with since when they hold, your pauses and your other settings, so that I come at the right time with what suits you. What you are careful with only ever rules exercises out.
    What I offered, what you did and how you found it, and the lessons you read: for the streak, and so that it varies.

    What you write or share is read once and then dropped; of a location only the time zone stays. Should I fail on a message, it is kept so that the fault can be found.
    Telegram carries our chat, and the operator of this bot runs the machine it is kept on. Nobody else gets any of it: no ads, no statistics services.
