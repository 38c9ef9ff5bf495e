import Catalogue
package import Core
import Decoding
import Foundation
import Inference
import Review

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Looks at a library and at the machine, and says what is wrong and what to do about it.
package struct Doctor {
  private let folder: FilePath

  private let environment: [String: String]

  /// - Parameter environment: where models and their runtime are looked for.
  package init(
    libraryFolder: FilePath, environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    folder = libraryFolder
    self.environment = environment
  }

  /// Every check in its order. Reads the whole database; changes nothing but what an interrupted
  /// review left to put right.
  package func examine() -> [HealthCheck] {
    decoders() + [runtime()] + libraryChecks() + [space(), openFiles()] + watches()
  }

  // MARK: Machine

  private func decoders() -> [HealthCheck] {
    do {
      let text = try DecodingLibraries.versions().map { "\($0.name) \($0.version)" }
      let missing = PictureFormat.allCases.filter { !DecodingLibraries.canDecode($0) }
      let names = missing.map { $0.rawValue.uppercased() }.joined(separator: ", ")
      let formats =
        missing.isEmpty
        ? HealthCheck("formats", .good, "all \(PictureFormat.allCases.count) can be read")
        : HealthCheck(
          "formats", .warning, "\(names) cannot be read",
          remedy: "Install a libvips with these formats.")
      return [HealthCheck("decoders", .good, text.joined(separator: ", ")), formats]
    } catch { return [failure("decoders", error)] }
  }

  /// Without a runtime everything works that needs no model, so its absence is no failure.
  private func runtime() -> HealthCheck {
    do {
      let found = try RuntimeSearch(environment: environment).load()
      let devices = found.devices.map(\.rawValue).joined(separator: ", ")
      return HealthCheck(
        "models run", .good, "ONNX Runtime \(found.version) on \(devices): \(found.file.display)")
    } catch {
      return HealthCheck(
        "models run", .warning, error.message + (error.underlying.map { " (\($0))" } ?? ""),
        remedy: error.remedy)
    }
  }

  private func space() -> HealthCheck {
    var place = folder
    var status = statvfs()
    while place.withCString({ statvfs($0, &status) }) != 0, let parent = place.parent {
      place = parent
    }
    let free = Int64(status.f_bavail) * Int64(status.f_frsize)
    let isLow = free < 1 << 30
    return HealthCheck(
      "disk", isLow ? .warning : .good, "\(free / 1_000_000_000) GB free where the library lies",
      remedy: isLow ? "Free some space: an index needs about 30 kB a picture." : "")
  }

  private func openFiles() -> HealthCheck {
    var limit = rlimit()
    #if canImport(Glibc)
      getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    #else
      getrlimit(RLIMIT_NOFILE, &limit)
    #endif
    let isLow = limit.rlim_cur < 256
    return HealthCheck(
      "open files", isLow ? .warning : .good, "\(limit.rlim_cur) at once",
      remedy: isLow ? "Raise the limit: ulimit -n 1024." : "")
  }

  private func watches() -> [HealthCheck] {
    guard let text = Self.text(of: "/proc/sys/fs/inotify/max_user_watches"),
      let limit = Int(text)
    else { return [] }
    let isLow = limit < 65_536
    return [
      HealthCheck(
        "watching", isLow ? .warning : .good, "\(limit) folders at most (index --watch)",
        remedy: isLow ? "Raise it: sysctl fs.inotify.max_user_watches=524288." : "")
    ]
  }

  // MARK: Library

  private func libraryChecks() -> [HealthCheck] {
    let database = folder.appending("catalogue.sqlite")
    guard database.withCString({ access($0, F_OK) }) == 0 else {
      return [
        HealthCheck(
          "library", .warning, "there is none at \(folder.display) yet",
          remedy: "Run: semblance index FOLDER")
      ]
    }
    do {
      let library = try Library(at: folder)
      let found = HealthCheck(
        "library", .good,
        "\(try library.reader.statistics().imageCount) pictures in \(folder.display)")
      return [
        found, integrity(of: library), vectors(of: library), roots(of: library),
        journal(of: library),
      ]
        + clip(of: library)
    } catch { return [failure("library", error)] }
  }

  private func integrity(of library: Library) -> HealthCheck {
    do {
      let problems = try library.catalogue.integrityProblems()
      if problems.isEmpty { return HealthCheck("catalogue", .good, "sound") }
      return HealthCheck(
        "catalogue", .failed, problems.prefix(3).joined(separator: "; "),
        remedy: CatalogueFault.remedyForDamage)
    } catch { return failure("catalogue", error) }
  }

  private func vectors(of library: Library) -> HealthCheck {
    do throws(Fault) {
      let (indexes, damage) = try library.verifyVectors()
      guard let first = damage.first else {
        let finding = indexes.isEmpty ? "no index needed yet" : indexes.joined(separator: ", ")
        return HealthCheck("vectors", .good, finding + (indexes.isEmpty ? "" : ": sound"))
      }
      let more = damage.count > 1 ? "; and \(damage.count - 1) more" : ""
      return HealthCheck(
        "vectors", .failed, first + more, remedy: "Run: semblance doctor --rebuild-vectors")
    } catch { return failure("vectors", error) }
  }

  private func roots(of library: Library) -> HealthCheck {
    do {
      let roots = try library.reader.roots().map(\.path)
      let missing = roots.filter { root in root.withCString { access($0, R_OK) } != 0 }
      guard let first = missing.first else {
        return HealthCheck("folders", .good, "\(roots.count) indexed, all there")
      }
      return HealthCheck(
        "folders", .warning, "\(missing.count) of \(roots.count) not there: \(first.display)",
        remedy: "Connect its disk; what is known of its pictures is kept.")
    } catch { return failure("folders", error) }
  }

  private func journal(of library: Library) -> HealthCheck {
    do {
      let session = try ReviewSession(journalFolder: library.journalFolder)
      let (recovery, staged) = (session.recovery, session.staged())
      let waiting = "\(staged.reduce(0) { $0 + $1.files.count }) files set aside"
      if recovery.damagedLines > 0 {
        let kept = recovery.setAside.map { "; kept as \($0.display)" } ?? ""
        return HealthCheck(
          "journal", .failed, "\(recovery.damagedLines) damaged lines\(kept); \(waiting)",
          remedy: "Compare what is in the review folders with: semblance staged.")
      }
      let stuck = recovery.units.filter { $0.ending == .partial }
      if let first = stuck.first {
        return HealthCheck(
          "journal", .failed, "\(first.picture.display) could not be settled; \(waiting)",
          remedy: first.faults.first?.description ?? "")
      }
      let settled =
        recovery.isClean ? "" : "put right \(recovery.units.count) moves of an interrupted action; "
      return HealthCheck("journal", .good, settled + waiting)
    } catch { return failure("journal", error) }
  }

  /// Nothing to say without a model.
  private func clip(of library: Library) -> [HealthCheck] {
    do {
      guard let standing = try library.clipStanding() else { return [] }
      let isOn = standing.model != nil
      return [HealthCheck("CLIP-IQA", isOn ? .good : .warning, standing.words)]
    } catch { return [failure("CLIP-IQA", error)] }
  }

  private func failure(_ subject: String, _ error: any Error) -> HealthCheck {
    guard var fault = error as? Fault else { return HealthCheck(subject, .failed, "\(error)") }
    let remedy = fault.remedy
    fault.remedy = ""
    return HealthCheck(subject, .failed, fault.description, remedy: remedy)
  }

  /// A small file of the kernel's, trimmed; `nil` when it is not there.
  private static func text(of path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(descriptor, &bytes, bytes.count)
    guard count > 0 else { return nil }
    return String(decoding: bytes[..<count].filter { $0 > 0x20 }, as: UTF8.self)
  }
}
