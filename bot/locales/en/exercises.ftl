# The catalogue: lists and filters, an exercise's card, and what is left out.

exercises-list =
    <b>Exercises</b>{ $filtered ->
        [yes] : { $chosen }
       *[no] {""}
    } · { $count ->
        [one] only this one
       *[other] { $count } of them
    }{ $pages ->
        [1] {""}
       *[other] , page { $page } of { $pages }
    }
    Tap one to see it. A name can be typed, too.
exercises-none = <b>Exercises</b>: { $chosen }. Nothing is all of that; take one of them away.
exercises-unread = I know no exercise called “{ $words }”. For example: /exercises pigeon, /exercises floor strengthen
exercises-filters = What should the list show? Tap to choose, tap again to take it away.
exercises-which = Which one do you mean?
exercises-filter = { $name ->
    [chair] Chair
    [standing] Standing
    [floor] Floor
    [stretch] Stretch
    [strengthen] Strengthen
    [mobilise] Mobilise
    [pandiculate] Tense and let go
    [breathe] Breathe
    [nothing] Nothing needed
    [doorway] Doorway
    [wall] Wall
    [block] Step or block
   *[strap] Strap
}
exercises-name = { $mark ->
    [favourite] ★ { $name }
    [hidden] { $name } (left out)
   *[plain] { $name }
}

exercises-numbered = <b>{ $number }</b>  { $name }
exercises-number = { $number }

exercises-button-filter = Filter
exercises-button-show = { $count ->
    [0] Nothing is all of that
    [one] Show the only one
   *[other] Show all { $count }
}
exercises-button-clear = Clear
exercises-button-all = All exercises
exercises-button-before = <
exercises-button-after = >
exercises-button-favourite = { $on ->
    [yes] Unfavourite
   *[no] Favourite
}
exercises-button-never = Never again
exercises-button-back-again = Bring it back
exercises-button-restore = Bring it back: { $name }
exercises-button-easier = Easier: { $name }
exercises-button-harder = Harder: { $name }
exercises-button-back = Back

exercises-title = <b>{ $name }</b>{ $favourite ->
    [yes] {" "}★
   *[no] {""}
}
exercises-step = { $number }. { $line }
exercises-dose = <b>{ $dose }</b> · { $length } in all
exercises-hold = Hold { $seconds } s{ $sides ->
    [yes] {" "}a side
   *[no] {""}
}{ $times ->
    [1] {""}
   *[other] , { $times } times
}
exercises-reps = { $times ->
    [1] {""}
   *[other] { $times } × {""}
}{ $count } slow reps{ $sides ->
    [yes] {" "}a side
   *[no] {""}
}, one in { $tempo } s
exercises-breaths = { $count } long breaths{ $sides ->
    [yes] {" "}a side
   *[no] {""}
}
exercises-is-left-out = <b>Left out for you:</b> { $why }.
exercises-not-with = <b>Not for you now:</b> you are careful with { $careful }.
exercises-advanced = <b>Not yet:</b> { $easier } comes first, up to its highest level.
exercises-no-place = Reminders leave it out: your settings lack its place or things.
exercises-details = <blockquote expandable>{ $details }</blockquote>
exercises-feel = <i>Feel:</i> { $feel }
exercises-cues = <i>Think:</i> { $cues }
exercises-mistake = <i>Common mistake:</i> { $mistake }
exercises-leave-out-with = <i>Leave it out with:</i> { $careful }
exercises-careful = { $what ->
    [knees] sore knees
    [low_back] a sore lower back
    [hips] sore hips
    [balance] unsure balance
    [pregnancy] pregnancy
   *[surgery] recent surgery
}
exercises-is = <i>Kind:</i> { $kind }, { $posture }
exercises-posture = { $posture ->
    [seated] seated
    [standing] standing
    [kneeling] kneeling
    [all_fours] on all fours
    [lying_back] on the back
    [lying_side] on the side
   *[lying_front] on the front
}
exercises-needs = <i>Needs:</i> { $needs }
exercises-needs-nothing = nothing
exercises-optional = { $thing } if you like
exercises-also = <i>Also known as:</i> { $names }
exercises-source = <i>From:</i> { $source }; { $dose ->
    [yes] the dose is theirs
   *[no] the dose is ours, cautious
}

exercises-never =
    { $name } will never be offered again.
    /hidden lists what is left out, and brings it back.
exercises-favoured = { $on ->
    [yes] A favourite: it comes more often.
   *[no] No favourite any more.
}
exercises-favoured-already = { $on ->
    [yes] It is a favourite already.
   *[no] It is no favourite.
}
exercises-left-out-already = It is left out already. /hidden
exercises-not-left-out = It is not left out.
exercises-undo-too-late = Too late to undo that here. /hidden brings it back.
exercises-gone = That exercise is not there any more.
exercises-back = { $others ->
    [0] { $name } may be offered again.
    [one] { $name } and one harder relative may be offered again.
   *[other] { $name } and { $others } harder relatives may be offered again.
}
exercises-why = { $why ->
    [hurt] it hurt
    [hard] too hard
   *[never] never again
}
exercises-why-until = { $why }, until { $day }
exercises-hidden = <b>Left out</b> · { $count }{ $pages ->
    [1] {""}
   *[other] , page { $page } of { $pages }
}
exercises-hidden-line = { $name }: { $why }
exercises-hidden-none = Nothing is left out. Everything that suits your settings may come.
