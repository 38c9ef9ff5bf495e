import Core
import Files

/// What a scan found, sorted into kinds.
struct Scan {
  var pictures: [ScannedFile] = []
  var issues: [Fault] = []

  init(
    _ roots: [FilePath], _ options: ScanOptions = ScanOptions(),
    onPicture: (ScannedFile) -> Void = { _ in }
  ) throws {
    try FolderScanner(roots: roots, options: options).scan { event in
      switch event {
      case .picture(let file):
        pictures.append(file)
        onPicture(file)
      case .issue(let fault): issues.append(fault)
      }
    }
  }

  var paths: [FilePath] { pictures.map(\.path) }

  /// The paths below a folder, as text.
  func names(below folder: FilePath) -> [String] {
    paths.map { ($0.relative(to: folder) ?? $0).display }
  }

  var codes: [String] { issues.map(\.code.name) }
}
