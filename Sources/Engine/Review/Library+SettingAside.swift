import Catalogue
package import Core
package import Review

/// Pictures that a person wants aside, and what that comes to.
package struct PicturesAside: Sendable {
  /// The files that would go, by picture.
  package var files: [ULID: [FilePath]] = [:]
  /// Pictures of which nothing can be moved, and why.
  package var refused: [ULID: Fault] = [:]
  package var plan: ReviewPlan
}

extension Library {
  /// Plans to set pictures aside without claiming that copies of them stay: all present files of each,
  /// together or not at all. Files in reference folders never go. Changes nothing.
  package func planSettingAside(_ ids: [ULID]) throws -> PicturesAside {
    let reader = reader
    let rows = try reader.images(named: ids)
    let references = try reader.referenceFolders()
    var (files, refused): ([ULID: [FilePath]], [ULID: Fault]) = ([:], [:])
    var requests: [StagingRequest] = []
    for id in ids where files[id] == nil && refused[id] == nil {
      guard let row = rows[id], let image = try reader.image(row) else {
        refused[id] = CatalogueFault.unknownImage
        continue
      }
      let present = try reader.files(of: row).filter { $0.state == .present }
      if present.isEmpty {
        refused[id] = Fault(
          "review.not-there", .user, "no file of it is there",
          remedy: "It may be set aside already.")
        continue
      }
      if let held = present.first(where: { references.contains(where: $0.path.isInside) }) {
        refused[id] = Fault(
          "review.reference", .user, "lies in a reference folder, from which nothing is moved",
          path: held.path)
        continue
      }
      files[id] = present.map(\.path)
      requests += present.map { file in
        StagingRequest(
          picture: ReviewedFile(
            path: file.path, identity: file.identity, digest: image.record.sha256),
          keepers: [], group: "chosen", reason: "chosen by a person",
          set: present.count > 1 ? "\(id)" : nil)
      }
    }
    return PicturesAside(
      files: files, refused: refused, plan: try planner(.duplicates).plan(requests))
  }
}
