extension ScanOptions {
  /// The extensions of every picture format that is read, RAW included.
  package static let pictureExtensions: Set<String> = renderedExtensions.union(rawExtensions)

  /// Extensions of pictures that hold finished pixels.
  package static let renderedExtensions: Set<String> = [
    "jpg", "jpeg", "jpe", "jfif", "jif", "png", "apng", "gif", "bmp", "dib", "tif", "tiff", "webp",
    "heic", "heif", "heics", "heifs", "hif", "avif", "avifs", "jxl",
  ]

  /// Extensions of camera RAW files, read through the preview they carry.
  package static let rawExtensions: Set<String> = [
    "3fr", "arw", "cr2", "cr3", "crw", "dcr", "dcs", "dng", "erf", "fff", "gpr", "iiq", "kdc",
    "mef", "mos", "mrw", "nef", "nrw", "orf", "ori", "pef", "raf", "raw", "rw2", "rwl", "sr2",
    "srf", "srw", "x3f",
  ]

  /// Folders that hold no pictures of a person's own, or copies that another program made for
  /// itself, or what a review has set aside.
  package static let systemFolderNames: Set<String> = [
    // Set aside by a review.
    "_review_dupes", "delete_review", ".semblance",
    // Trash.
    "$recycle.bin", "recycler", "recycled", ".trash", ".trashes", ".trash-*", "#recycle",
    "@recycle",
    // Systems and network drives.
    "system volume information", "lost+found", "@eadir", "@tmp", "#snapshot", ".snapshot",
    ".snapshots", ".zfs", ".spotlight-v100", ".fseventsd", ".documentrevisions-v100",
    ".temporaryitems", ".appledouble", "__macosx", "found.000",
    // Thumbnails and caches.
    ".thumbnails", ".thumbs", ".cache", ".dtrash", "*.lrdata",
    // Programs' own folders.
    ".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", ".tox",
  ]
}
