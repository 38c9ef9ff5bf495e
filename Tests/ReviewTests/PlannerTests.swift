import Core
import Files
import Foundation
import Glibc
import Review
import ReviewFixtures
import Testing

@Suite struct PlannerTests {
  private func moves(_ plan: ReviewPlan, _ library: Library) -> [[String]] {
    plan.units.map { unit in
      unit.files.map { $0.file.path.relative(to: library.root)!.display }
    }
  }

  @Test func companionsTravelWithTheirPicture() throws {
    let library = try Library(
      "a/IMG.jpg", "a/img.xmp", "a/IMG.jpg.xmp", "a/IMG.cropped", "a/IMG2.txt", "keep.jpg")
    let plan = library.plan(try library.request("a/IMG.jpg", keeping: "keep.jpg"))
    #expect(moves(plan, library) == [["a/IMG.cropped", "a/IMG.jpg", "a/IMG.jpg.xmp", "a/img.xmp"]])
    #expect((plan.pictureCount, plan.companionCount) == (1, 3))
    #expect(plan.byteCount == 9 + 9 + 13 + 13)
    #expect(plan.units[0].files[1].destination == library.staged("a/IMG.jpg"))
    #expect(plan.notes.isEmpty && plan.holds.isEmpty)
  }

  @Test func aSharedSidecarStaysWhileOnePictureStays() throws {
    let library = try Library("IMG.jpg", "IMG.png", "IMG.txt", "keep.jpg")
    let one = library.plan(try library.request("IMG.jpg", keeping: "keep.jpg"))
    #expect(moves(one, library) == [["IMG.jpg"]])
    #expect(
      one.notes == [.sharedCompanionStays(library["IMG.txt"], owners: [library["IMG.png"]])])
    let both = library.plan(
      try library.request("IMG.jpg", keeping: "keep.jpg"),
      try library.request("IMG.png", keeping: "keep.jpg"))
    #expect(moves(both, library) == [["IMG.jpg", "IMG.png", "IMG.txt"]])
    #expect(both.pictureCount == 2)
  }

  @Test func rulesSayWhatElseTravelsAndWhatStays() throws {
    let library = try Library(
      "IMG.jpg", "IMG_mask.png", "IMG_mask.txt", "IMG.psd", "IMG.txt", "keep.jpg")
    RawFiles.write([1], to: library.staged("IMG_mask.png"))
    let planner = ReviewPlanner(
      roots: [library.root], companions: try CompanionRules(["_MASK.png", "!.psd"]))
    let plan = planner.plan([try library.request("IMG.jpg", keeping: "keep.jpg")])
    #expect(moves(plan, library) == [["IMG.jpg", "IMG.txt", "IMG_mask.png", "IMG_mask.txt"]])
    #expect(
      plan.units[0].files.map { $0.destination.lastComponent } == [
        "IMG (2).jpg", "IMG (2).txt", "IMG (2)_mask.png", "IMG_mask (2).txt",
      ])
    #expect(
      plan.notes.contains(.travelsUncopied(library["IMG_mask.png"], with: library["IMG.jpg"])))
    let before = library.snapshot
    let session = try library.session()
    #expect(try session.stage(plan).fileCount == 4)
    #expect(library.exists("IMG.psd") && !library.exists("IMG_mask.png"))
    _ = try session.undo()
    #expect(before.differences(to: library.snapshot).isEmpty)
  }

  @Test func theOtherHalfOfARAWPairIsNamed() throws {
    let library = try Library("IMG.jpg", "IMG.CR2", "IMG.CR2.xmp", "keep.jpg")
    let plan = library.plan(try library.request("IMG.jpg", keeping: "keep.jpg"))
    #expect(moves(plan, library) == [["IMG.CR2", "IMG.CR2.xmp", "IMG.jpg"]])
    #expect(plan.notes == [.travelsUncopied(library["IMG.CR2"], with: library["IMG.jpg"])])
  }

  @Test func aSetIsOneUnit() throws {
    let library = try Library("s/1.jpg", "s/2.jpg", "s/2.txt", "k/1.jpg", "k/2.jpg", "x.jpg")
    let whole = library.plan(
      try library.request("s/1.jpg", keeping: "k/1.jpg", set: "s"),
      try library.request("x.jpg", keeping: "k/1.jpg"),
      try library.request("s/2.jpg", keeping: "k/2.jpg", set: "s"))
    #expect(moves(whole, library) == [["s/1.jpg", "s/2.jpg", "s/2.txt"], ["x.jpg"]])
    let broken = try library.request("s/1.jpg", keeping: "k/1.jpg", set: "s")
    let vanishing = try library.request("s/2.jpg", keeping: "k/2.jpg", set: "s")
    RawFiles.remove(library["s/2.jpg"])
    let held = library.plan(broken, vanishing)
    #expect(held.units.isEmpty)
    #expect(held.holds.map(\.picture) == [library["s/1.jpg"], library["s/2.jpg"]])
  }

  @Test func theLastCopyIsHeld() throws {
    let library = try Library("a.jpg", "b.jpg", "c.jpg", "c.txt", "d.jpg")
    // Each is the other's only keeper.
    let circle = library.plan(
      try library.request("a.jpg", keeping: "b.jpg"), try library.request("b.jpg", keeping: "a.jpg")
    )
    #expect(circle.units.isEmpty)
    #expect(circle.holds.allSatisfy { $0.fault.code == "review.no-keeper" })
    // What one group keeps, another must not move.
    let crossed = library.plan(
      try library.request("a.jpg", keeping: "b.jpg", "c.jpg"),
      try library.request("b.jpg", keeping: "c.jpg"))
    #expect(moves(crossed, library) == [["a.jpg"]])
    #expect(crossed.holds.map(\.fault.code) == ["review.is-keeper"])
  }

  @Test func aKeeperThatIsTheSameFileByAnotherPathIsNone() throws {
    let library = try Library("a/x.jpg")
    symlink("a", library["b"].display)
    let plan = library.plan(try library.request("a/x.jpg", keeping: "b/x.jpg"))
    #expect(plan.units.isEmpty)
    #expect(plan.holds[0].fault.underlying?.contains("same file") == true)
  }

  @Test func changedMissingLinkedAndForeignFilesAreHeld() throws {
    let library = try Library("a.jpg", "b.jpg", "c.jpg", "c.txt", "keep.jpg")
    let (changed, missing) = (
      try library.request("a.jpg", keeping: "keep.jpg"),
      try library.request("b.jpg", keeping: "keep.jpg")
    )
    library.write("a.jpg", "something longer")
    RawFiles.remove(library["b.jpg"])
    symlink("keep.jpg", library["c.cropped"].display)
    let plan = library.plan(changed, missing, try library.request("c.jpg", keeping: "keep.jpg"))
    #expect(plan.units.isEmpty)
    #expect(
      plan.holds.map(\.fault.code) == ["review.changed", "file.missing", "review.companion"])
    let foreign = ReviewPlanner(roots: [library["elsewhere"]])
      .plan([try library.request("c.jpg", keeping: "keep.jpg")])
    #expect(foreign.holds.map(\.fault.code) == ["review.outside"])
  }

  @Test func aNameClashRenamesTheWholeUnit() throws {
    let library = try Library("IMG.jpg", "IMG.jpg.xmp", "IMG.txt", "keep.jpg")
    RawFiles.write([1], to: library.staged("IMG.txt"))
    let plan = library.plan(try library.request("IMG.jpg", keeping: "keep.jpg"))
    #expect(
      plan.units[0].files.map(\.destination) == [
        library.staged("IMG (2).jpg"), library.staged("IMG (2).jpg.xmp"),
        library.staged("IMG (2).txt"),
      ])
    #expect(plan.notes.count == 3)
  }

  @Test func rootsThatShareAPlaceGetAFolderEach() throws {
    let library = try Library("one/a.jpg", "two/a.jpg", "keep.jpg")
    let requests = [
      try library.request("one/a.jpg", keeping: "keep.jpg"),
      try library.request("two/a.jpg", keeping: "keep.jpg"),
    ]
    let roots = [library["one"], library["two"]]
    let beside = ReviewPlanner(roots: roots, place: .redundantSets).plan(requests)
    #expect(
      beside.units.map { $0.files[0].destination } == [
        library["delete_review/one/a.jpg"], library["delete_review/two/a.jpg"],
      ])
    let given = ReviewPlanner(roots: [library.root], place: .folder(library["out"])).plan(requests)
    #expect(
      given.units.map { $0.files[0].destination } == [
        library["out/one/a.jpg"], library["out/two/a.jpg"],
      ])
  }
}
