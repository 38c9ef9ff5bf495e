package import Core

/// The faults of the catalogue itself.
package enum CatalogueFault {
  /// An id that the owner does not have.
  package static var unknownImage: Fault {
    Fault(
      "catalogue.unknown-image", .user, "there is no such picture in the library",
      remedy: "Index its folder first.")
  }
}
