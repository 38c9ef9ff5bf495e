import Core
import Foundation
import Query
import TestSupport
import Testing

/// Files of labels, and the labels that pictures get.
@Suite struct LabelTests {
  private func labels(_ text: String) throws -> LabelFile {
    try LabelFile(reading: Array(text.utf8))
  }

  @Test func aFileIsRead() throws {
    let file = try labels(
      "\u{FEFF}# birds\r\n\r\n Template: a photo of a {} \r\ncrane bird = crane, a bird\nSparrow\n"
        + "sparrow = twice\ntemplate: {} = {}\n")
    #expect(
      file.labels == [
        .init(name: "crane bird", words: "crane, a bird"), .init(name: "Sparrow", words: "Sparrow"),
      ])
    #expect(file.templates == ["a photo of a {}", "{} = {}"])
    #expect(
      file.sentences(for: file.labels[1], usual: []) == [
        "a photo of a Sparrow", "Sparrow = Sparrow",
      ])
    let plain = try labels("dog")
    #expect(plain.templates == nil)
    #expect(plain.sentences(for: plain.labels[0], usual: ["{}!"]) == ["dog!"])
  }

  @Test(arguments: [
    "", "# only\n", "template: a photo\ndog", "= x", "x =", String(repeating: "x", count: 201),
  ])
  func whatIsNoFileOfLabelsIsRefused(text: String) {
    #expect(throws: Fault.self) { try labels(text) }
  }

  @Test func badBytesAndTooManyLabelsAreRefused() {
    #expect(throws: Fault.self) { try LabelFile(reading: [0xFF, 0xFE, 0x00]) }
    let many = (0...LabelFile.mostLabels).map { "label \($0)" }.joined(separator: "\n")
    #expect(throws: Fault.self) { try labels(many) }
  }

  /// Vectors around a common direction, as those of CLIP are, with a share of one concept each.
  private struct World {
    var random = SeededGenerator(seed: 11)
    let dimension = 64

    mutating func direction() -> [Float] {
      VectorMath.normalized((0..<dimension).map { _ in Float.random(in: -1...1, using: &random) })
    }

    func mixed(_ parts: [(weight: Float, vector: [Float])]) -> [Float] {
      VectorMath.normalized(VectorMath.sum(parts))
    }
  }

  @Test func picturesGetTheLabelsThatTheyShowHoweverManyDo() throws {
    var world = World()
    let common = world.direction()
    let concepts = (0..<8).map { _ in world.direction() }
    let labels = concepts.map { world.mixed([(1, common), (1, $0)]) }
    // Concept 0 is in half of the pictures, concept 1 in a tenth, the others in none.
    var pictures: [(vector: [Float], shows: Set<Int>)] = []
    for number in 0..<200 {
      let shows: Set<Int> = number % 2 == 0 ? [0] : number % 10 == 1 ? [1] : []
      var parts: [(weight: Float, vector: [Float])] = [(2, common), (0.8, world.direction())]
      for concept in shows { parts.append((1.2, concepts[concept])) }
      pictures.append((world.mixed(parts), shows))
    }
    let words = (0..<200).map { _ in world.direction() }.map {
      world.mixed([(1, common), (1, $0)])
    }
    let bank = BackgroundBank(
      space: VectorSpace(name: "x", dimension: 64), texts: words, images: pictures.map(\.vector))
    let tagger = try #require(LabelTagger(labels: labels, bank: bank))
    var (right, wrong, missed) = (0, 0, 0)
    for picture in pictures {
      let found = Set(tagger.labels(of: picture.vector, most: 5, atLeast: 0.5).map(\.label))
      right += found.intersection(picture.shows).count
      wrong += found.subtracting(picture.shows).count
      missed += picture.shows.subtracting(found).count
    }
    #expect(right >= 110 && missed <= 10, "\(right) right, \(missed) missed")
    #expect(wrong <= 12, "\(wrong) wrong")
  }

  @Test func theSurestComeFirstAndNoMoreThanAsked() throws {
    var world = World()
    let common = world.direction()
    let labels = (0..<20).map { _ in world.direction() }.map {
      world.mixed([(1, common), (1, $0)])
    }
    let bank = BackgroundBank(
      space: VectorSpace(name: "x", dimension: 64),
      texts: (0..<50).map { _ in world.direction() },
      images: (0..<50).map { _ in world.direction() })
    let tagger = try #require(LabelTagger(labels: labels, bank: bank))
    let all = tagger.labels(of: labels[3], most: 20, atLeast: 0)
    #expect(all[0].label == 3 && all.count < 20)
    #expect(all.map(\.confidence) == all.map(\.confidence).sorted(by: >))
    #expect(all.allSatisfy { (0...1).contains($0.confidence) })
    #expect(tagger.labels(of: labels[3], most: 1, atLeast: 0).map(\.label) == [all[0].label])
    #expect(tagger.labels(of: labels[3], most: 5, atLeast: 1.1).isEmpty)
    #expect(tagger.labels(of: [Float](repeating: 0, count: 64), most: 5, atLeast: 0).isEmpty)
  }

  @Test func withoutABackgroundThereIsNoTagger() {
    let space = VectorSpace(name: "x", dimension: 1)
    let few = BackgroundBank(
      space: space, texts: [[1]], images: Array(repeating: [1], count: 23))
    let mute = BackgroundBank(space: space, texts: [], images: Array(repeating: [1], count: 50))
    #expect(LabelTagger(labels: [[1]], bank: few) == nil)
    #expect(LabelTagger(labels: [[1]], bank: mute) == nil)
  }
}
