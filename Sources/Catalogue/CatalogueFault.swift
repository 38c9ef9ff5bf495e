package import Core

/// The faults of the catalogue itself.
package enum CatalogueFault {
  /// An id that the owner does not have.
  package static var unknownImage: Fault {
    Fault(
      "catalogue.unknown-image", .user, "there is no such picture in the library",
      remedy: "Index its folder first.")
  }

  /// A row that holds what was never written: the file was damaged.
  package static func damaged(_ what: String) -> Fault {
    Fault(
      "catalogue.damaged", .runtime, "\(what) in the catalogue is damaged",
      remedy: remedyForDamage)
  }

  package static let remedyForDamage =
    "Put a copy of catalogue.sqlite back, or move it away and index again: no file is touched, but "
    + "stars, tags and what was said of duplicates go with it."

  /// An edit that was never made, was undone, or is too long ago.
  package static var unknownEdit: Fault {
    Fault(
      "edit.unknown", .user, "there is no such edit any more",
      remedy: "It was undone already, or is too long ago.")
  }

  /// A space's name that already stands for vectors of another length or model.
  package static func changedSpace(_ space: VectorSpace) -> Fault {
    Fault(
      "catalogue.space-changed", .bug,
      "the library has vectors of another kind under the name \(space.name)",
      remedy: "Give the changed model another name.")
  }
}
