# /learn

learn-lesson =
    <b>{ $title }</b>
    { $text }

    <i>{ $evidence } Source: { $source }</i>
learn-evidence = { $evidence ->
    [agreed] Widely agreed.
    [plausible] Plausible, not settled.
   *[disputed] Disputed.
}
learn-another = Another lesson
