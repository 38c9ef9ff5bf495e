#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Fault {
  /// The fault that a failed system call stands for.
  ///
  /// - Parameters:
  ///   - error: the value of `errno`.
  ///   - action: what was being tried, as in "cannot *open the file*".
  package static func system(_ error: Int32, _ action: String, path: FilePath? = nil) -> Fault {
    let text = String(cString: strerror(error))
    let (code, source, remedy): (Code, FaultSource, String) =
      switch error {
      case ENOENT: ("file.missing", .user, "Check that it still exists.")
      case EACCES, EPERM:
        ("file.permission", .user, "Check that you may read and write it.")
      case ENOSPC, EDQUOT: ("disk.full", .runtime, "Free some space and run the command again.")
      case EROFS: ("disk.read-only", .user, "Choose a folder that can be written to.")
      case EEXIST: ("file.exists", .user, "Move the existing file away first.")
      case ELOOP: ("file.symlink-loop", .user, "The symbolic link leads to itself; it is skipped.")
      case EXDEV: ("file.other-device", .runtime, "")
      case ENAMETOOLONG: ("file.name-too-long", .user, "Use a shorter path.")
      case EMFILE, ENFILE:
        ("system.too-many-files", .runtime, "Raise the limit on open files (ulimit -n).")
      default: ("system.error", .runtime, "")
      }
    return Fault(
      code, source, "cannot \(action)", remedy: remedy, path: path, underlying: text)
  }
}
