package import Core
package import TestSupport

/// A seeded library of pictures with companions, under names of every kind that a disk can hold.
package struct RandomTree {
  /// In byte order.
  package private(set) var pictures: [FilePath] = []
  package let root: FilePath

  /// Builds a library in `folder/library`, and files in the way in `folder/_review_dupes`.
  package init(in folder: FilePath, using generator: inout SeededGenerator) {
    root = folder.appending("library")
    RawFiles.makeFolder(root)
    var folders = [root]
    for _ in 0..<Int.random(in: 1...6, using: &generator) {
      let parent = folders.randomElement(using: &generator)!
      folders.append(parent.appending(Self.name(using: &generator)))
      RawFiles.makeFolder(folders.last!)
    }
    for _ in 0..<Int.random(in: 4...16, using: &generator) {
      addUnit(in: folders.randomElement(using: &generator)!, using: &generator)
    }
    pictures = Set(pictures).sorted()
    for picture in pictures where Int.random(in: 0..<5, using: &generator) == 0 {
      let taken = folder.appending("_review_dupes").appending(picture.relative(to: root)!)
      Self.write(to: taken, using: &generator)
    }
  }

  private mutating func addUnit(in folder: FilePath, using generator: inout SeededGenerator) {
    let stem = Self.name(using: &generator).bytes
    let endings = [".jpg", ".JPG", ".png", ".jpeg"]
    let name = stem + Array(endings.randomElement(using: &generator)!.utf8)
    add(name, to: folder, isPicture: true, using: &generator)
    if Int.random(in: 0..<6, using: &generator) == 0 {
      add(stem + Array(".webp".utf8), to: folder, isPicture: true, using: &generator)
    }
    if Int.random(in: 0..<5, using: &generator) == 0 {
      add(stem + Array(".CR2".utf8), to: folder, isPicture: true, using: &generator)
    }
    for ending in [".xmp", ".txt", ".YAML", ".cropped", ".json"]
    where Int.random(in: 0..<4, using: &generator) == 0 {
      add(stem + Array(ending.utf8), to: folder, isPicture: false, using: &generator)
    }
    if Int.random(in: 0..<4, using: &generator) == 0 {
      add(name + Array(".xmp".utf8), to: folder, isPicture: false, using: &generator)
    }
    if Int.random(in: 0..<5, using: &generator) == 0 {
      add(stem + Array(".unrelated".utf8), to: folder, isPicture: false, using: &generator)
    }
  }

  private mutating func add(
    _ name: [UInt8], to folder: FilePath, isPicture: Bool, using generator: inout SeededGenerator
  ) {
    let path = folder.appending(FilePath(bytes: name))
    Self.write(to: path, using: &generator)
    if isPicture { pictures.append(path) }
  }

  private static func write(to path: FilePath, using generator: inout SeededGenerator) {
    let count = Int.random(in: 0...900, using: &generator)
    let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    RawFiles.write(
      bytes, to: path,
      modified: Int64.random(in: 1_000_000_000...1_700_000_000_999_999_999, using: &generator))
  }

  /// Names clash on purpose: few bases, upper and lower case.
  private static func name(using generator: inout SeededGenerator) -> FilePath {
    let bases: [[UInt8]] = [
      Array("IMG_0001".utf8), Array("img_0001".utf8), Array("a b".utf8), Array("new\nline".utf8),
      [0xFF, 0xFE, 0x61], Array("caf\u{E9}".utf8), Array("cafe\u{301}".utf8), Array("100%41".utf8),
      Array("x (2)".utf8), Array("two.dots".utf8), Array("-rf".utf8), Array("\"quoted\"\\".utf8),
      [0xC3], Array(String(repeating: "long", count: 50).utf8), Array("写真".utf8),
    ]
    let base = bases.randomElement(using: &generator)!
    let number = Int.random(in: 0..<6, using: &generator)
    return FilePath(bytes: number < 3 ? base : base + Array("-\(number)".utf8))
  }
}
