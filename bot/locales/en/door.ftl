# At the door.

door-closed = Sorry, this bot is for invited people only. If somebody gave you an invite link, open it again.
door-shut = Sorry, this bot is for invited people only by now. What I keep about you is still yours: /export sends it, /forget erases it.
door-unknown = I don't know you, or no longer. Send /start to begin.
