package dev.plotline.local.slack.event;

/// A way to the app.
interface Carrier {
  /// Brings an event; the first attempt is over when this returns.
  void bring(Parcel parcel);

  /// Brings something that is answered at once or not at all.
  Courier.Answer ask(Parcel parcel);
}
