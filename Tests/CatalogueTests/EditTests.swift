import Catalogue
import Core
import TestSupport
import Testing

/// What people say of pictures beside what their files and models say.
@Suite struct EditTests {
  private let folder: TemporaryFolder
  private let catalogue: Catalogue
  private let images: [ImageID]

  init() throws {
    folder = try TemporaryFolder()
    catalogue = try Catalogue(at: folder.path)
    images = try catalogue.writer().transaction { transaction in
      try (0..<3).map { try Self.put($0, transaction) }
    }
  }

  private static func put(
    _ number: Int, _ transaction: CatalogueTransaction, rating: Int? = 4
  ) throws -> ImageID {
    var record = Samples.record(number)
    record.metadata.rating = rating
    let image = try transaction.putImage(record, luma: Samples.luma(number), signals: [])
    try transaction.putFile(
      FilePath("/photos/\(number).jpg"), identity: Samples.identity(number), image: image)
    return image
  }

  @discardableResult
  private func edit(
    _ pictures: [Int], _ change: (inout PictureEdit) -> Void
  ) throws -> EditOutcome {
    var edit = PictureEdit()
    change(&edit)
    return try catalogue.writer().transaction {
      try $0.edit(edit, of: pictures.map { images[$0] })
    }
  }

  private func judgement(_ number: Int) throws -> PictureJudgement {
    try catalogue.reader().judgement(of: images[number])
  }

  private func rating(_ number: Int) throws -> Int? {
    try catalogue.reader().image(images[number])?.record.metadata.rating
  }

  private func tags(_ number: Int) throws -> [String] { try judgement(number).tags.map(\.name) }

  private func found(_ word: String) throws -> [Int64] {
    let reader = catalogue.reader()
    return try reader.textMatches(word, within: reader.presentRows(), limit: 10).map(\.row).sorted()
  }

  // MARK: Stars

  @Test func aPersonsStarsOutliveTheFilesUntilTheyAreTakenBack() throws {
    let given = try edit([0, 1]) { $0.rating = .stars(2) }
    #expect(given.changed == [images[0], images[1]])
    #expect(try [rating(0), rating(1), rating(2)] == [2, 2, 4])
    // The file is looked at again, and says something else by now.
    _ = try catalogue.writer().transaction { try Self.put(0, $0, rating: 1) }
    #expect(try rating(0) == 2)
    #expect(try judgement(0).fileRating == 1)
    try edit([0]) { $0.rating = .ofFile }
    #expect(try rating(0) == 1)
    // None at all is something that a person can say too.
    try edit([2]) { $0.rating = .stars(0) }
    #expect(try rating(2) == 0)
  }

  @Test func starsAndFavouritesAreListedAndSorted() throws {
    try edit([1]) { $0.rating = .stars(5) }
    try edit([0]) { $0.isFavourite = true }
    let page = try catalogue.reader().pictures(in: .rating, ascending: false, limit: 9)
    #expect(page.pictures.map(\.rating) == [5, 4, 4])
    #expect(page.pictures.first { $0.id == images[0] }?.isFavourite == true)
    let month = try catalogue.reader().timeline(of: "2024-05", limit: 9).pictures
    #expect(month.map(\.rating).sorted { ($0 ?? 0) < ($1 ?? 0) } == [4, 4, 5])
    #expect(month.filter(\.isFavourite).count == 1)
  }

  // MARK: Tags

  @Test func tagsOfFilesThatWereTakenAwayStayAwayWhenTheFileIsReadAgain() throws {
    try edit([0]) {
      $0.removedTags = ["zebra"]
      $0.addedTags = ["holiday"]
    }
    #expect(try tags(0) == ["apple", "number 0", "holiday"])
    #expect(try found("zebra") == [images[1].rawValue, images[2].rawValue])
    #expect(try found("holiday") == [images[0].rawValue])
    _ = try catalogue.writer().transaction { try Self.put(0, $0) }
    #expect(try tags(0) == ["apple", "number 0", "holiday"])
    // What the file says is not lost: it is only not shown.
    #expect(
      try catalogue.reader().tags(of: images[0], source: .file) == ["zebra", "apple", "number 0"])
    let facets = try catalogue.reader().searchFacets().tags
    #expect(facets.first { $0.text == "zebra" }?.count == 2)
    // Given again, it is the file's again, and not twice.
    let again = try edit([0]) { $0.addedTags = ["zebra"] }
    #expect(again.changed == [images[0]])
    let first = try judgement(0).tags.first
    #expect(first?.name == "zebra" && first?.source == .file)
    #expect(try edit([0]) { $0.addedTags = ["zebra"] }.id == nil)
  }

  // MARK: Undo

  @Test func undoingPutsBackWhatWasThereAndNothingElse() throws {
    try edit([0]) { $0.rating = .stars(1) }
    let outcome = try edit([0, 1, 2]) {
      $0.rating = .stars(5)
      $0.isFavourite = true
      $0.addedTags = ["zebra", "new"]
      $0.removedTags = ["apple"]
    }
    #expect(outcome.changed.count == 3)
    let id = try #require(outcome.id)
    // Meanwhile somebody says something else of one of them.
    try edit([1]) { $0.rating = .stars(3) }
    let back = try catalogue.writer().transaction { try $0.undoEdit(id) }
    #expect(back == Set(images))
    #expect(try [rating(0), rating(1), rating(2)] == [1, 3, 4])
    for number in 0..<3 {
      #expect(try tags(number) == ["zebra", "apple", "number \(number)"])
      #expect(try judgement(number).isFavourite == false)
    }
    #expect(try judgement(2).personRating == nil)
    #expect(try found("new") == [])
    let fault = #expect(throws: Fault.self) {
      try catalogue.writer().transaction { try $0.undoEdit(id) }
    }
    #expect(fault?.code == "edit.unknown")
  }

  /// Every edit of random ones is undone, the last first: nothing is left of them.
  @Test(arguments: 0..<8 as Range<UInt64>)
  func randomEditsUndoneBackwardsLeaveNothing(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let before = try (0..<3).map(judgement)
    var ids: [EditID] = []
    for _ in 0..<30 {
      let pictures = (0..<3).filter { _ in Bool.random(using: &random) }
      let outcome = try edit(pictures) { edit in
        if Bool.random(using: &random) {
          edit.rating = Bool.random(using: &random) ? .ofFile : .stars(.random(in: 0...5))
        }
        if Bool.random(using: &random) { edit.isFavourite = Bool.random(using: &random) }
        let names = ["zebra", "apple", "a", "b"].shuffled(using: &random)
        edit.addedTags = Array(names.prefix(Int.random(in: 0...2, using: &random)))
        edit.removedTags = Array(names.suffix(Int.random(in: 0...2, using: &random)))
      }
      if let id = outcome.id { ids.append(id) }
    }
    #expect(ids.count > 15)
    for id in ids.reversed() { try catalogue.writer().transaction { try $0.undoEdit(id) } }
    #expect(try (0..<3).map(judgement) == before)
    #expect(try (0..<3).map(rating) == [4, 4, 4])
  }

  @Test func aPictureOfNobodyIsRefusedAndNothingChanges() throws {
    let fault = #expect(throws: Fault.self) {
      var edit = PictureEdit()
      edit.isFavourite = true
      try catalogue.writer().transaction {
        try $0.edit(edit, of: [images[0], ImageID(rawValue: 999)])
      }
    }
    #expect(fault?.code == "catalogue.unknown-image")
    #expect(try judgement(0).isFavourite == false)
  }
}
