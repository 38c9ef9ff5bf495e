import Core
import Decoding
import Foundation
import Quality

/// Workbench for the quality models:
///
/// - `semblance-quality-lab features PICTURE…` writes a CSV of the 85 features that
///   `tools/train_quality.py` trains on (add a column of mean opinion scores).
/// - `semblance-quality-lab naturalness FOLDER… > NaturalnessModelData.swift` fits the NIQE model
///   that ships on the photographs below the folders.
/// - `semblance-quality-lab blur FOLDER…` tells how well blur is told from sharpness.
/// - `semblance-quality-lab report PICTURE…` prints what is said about pictures.
enum QualityLab {
  static func run(arguments: [String]) {
    let rest = Array(arguments.dropFirst())
    switch arguments.first {
    case "features": features(rest)
    case "naturalness": NaturalnessFit.run(folders: rest)
    case "blur": BlurTrial.run(folders: rest)
    case "report": report(rest)
    default:
      complain("give features, naturalness, blur or report, and pictures or folders")
      exit(2)
    }
  }

  static func complain(_ text: String) {
    FileHandle.standardError.write(Data("semblance-quality-lab: \(text)\n".utf8))
  }

  /// The full-size picture in a file; says why when there is none.
  static func picture(_ path: String) -> RGBImage? {
    do {
      let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
      return try bytes.withUnsafeBytes { try PictureDecoder().fullSize($0) }
    } catch {
      complain("\(path): \(error)")
      return nil
    }
  }

  /// The JPEG files below folders, in a fixed order.
  static func photographs(below folders: [String]) -> [String] {
    folders.flatMap { folder in
      let walker = FileManager.default.enumerator(atPath: folder)
      let names = walker?.compactMap { $0 as? String } ?? []
      return names.filter { $0.lowercased().hasSuffix(".jpg") }.sorted().map { "\(folder)/\($0)" }
    }
  }

  private static func features(_ paths: [String]) {
    let plain = (0..<13).map { "qc_\($0)" }
    let names = (0..<36).map { "brisque_\($0)" } + (0..<36).map { "niqe_mean_\($0)" } + plain
    print((["image"] + names).joined(separator: ","))
    for path in paths {
      guard let image = picture(path) else { continue }
      guard let features = OpinionFeatures(of: image) else {
        complain("\(path): too small")
        continue
      }
      print(([path] + features.values.map { "\($0)" }).joined(separator: ","))
    }
  }

  private static func report(_ paths: [String]) {
    for path in paths {
      guard let image = picture(path) else { continue }
      let report = QualityAssessor().report(on: image)
      func text(_ value: Double?) -> String { value.map { String(format: "%.3f", $0) } ?? "–" }
      print(
        "\(path) \(report.width)×\(report.height): score \(text(report.score)), opinion "
          + "\(text(report.opinion)), NIQE \(text(report.naturalness))")
      for note in report.notes { print("  \(note)") }
      for issue in report.found {
        print("  \(issue.kind.rawValue) \(text(issue.score)): \(issue.reason)")
      }
    }
  }
}
