// A short sound for messages that are not silent. Browsers allow it after the first tap or key on the page.

let context = null;

for (const kind of ["pointerdown", "keydown"]) {
  addEventListener(kind, () => { context ??= new AudioContext(); context.resume(); }, { passive: true });
}

export function chime() {
  if (context?.state !== "running") return;
  for (const [tone, delay] of [[880, 0], [1174.7, 0.09]]) {
    const at = context.currentTime + delay;
    const oscillator = new OscillatorNode(context, { frequency: tone });
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.linearRampToValueAtTime(0.07, at + 0.015);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.3);
    oscillator.connect(volume).connect(context.destination);
    oscillator.start(at);
    oscillator.stop(at + 0.32);
  }
}
