// What the datapackage.json beside CSV files says of them: which file is what, where it lies in
// the package, and what stands between its cells.

import Casework
import Foundation

struct DataPackage {
  /// A CSV file, and what the package says of it.
  struct Table {
    var url: URL
    /// Its path within the package.
    var path: String
    /// The resource's name, "" where the package says nothing of the file.
    var name = ""
    var delimiter = UInt8(ascii: ",")
  }

  private(set) var tables: [Table] = []
  /// Sentences about what it names and cannot be read.
  private(set) var notes: [String] = []

  /// The largest description that is read, in MiB; the standard's own is a tenth of one.
  private static let megabytes = 16

  init() {}

  /// Reads the description in a folder; an empty package where there is none.
  init(in folder: URL) {
    let file = folder.appendingPathComponent("datapackage.json")
    guard let bytes = try? FileFeed.bytes(of: file, limit: Self.megabytes) else { return }
    var scanner = JSONScanner(ByteFeed(bytes))
    guard (try? scanner.skipMark()) != nil, let whole = try? scanner.value() else {
      notes.append("datapackage.json cannot be read; the files are told by their own names.")
      return
    }
    guard case .array(let resources)? = whole["resources"] else { return }
    var missing: [String] = []
    for resource in resources {
      for path in Self.paths(resource["path"]) {
        guard let url = Self.inside(folder, path) else {
          notes.append(
            "datapackage.json names \(path), which lies outside the folder and was not read.")
          continue
        }
        guard FileManager.default.fileExists(atPath: url.path) else {
          missing.append(path)
          continue
        }
        guard !DirectoryImporter.isFolder(url), url.pathExtension.lowercased() != "json",
          !tables.contains(where: { $0.url == url })
        else { continue }
        tables.append(
          Table(
            url: url, path: path, name: resource["name"]?.plain ?? "",
            delimiter: Self.delimiter(resource["dialect"])))
      }
    }
    if !missing.isEmpty {
      let shown = missing.prefix(5).joined(separator: ", ") + (missing.count > 5 ? " …" : "")
      notes.append(
        "datapackage.json names \(missing.count == 1 ? "a file" : "\(missing.count) files") that \(missing.count == 1 ? "is" : "are") not there: \(shown)."
      )
    }
  }

  /// One path, or several that are parts of one table.
  private static func paths(_ value: JSONValue?) -> [String] {
    switch value {
    case .string(let path): [path]
    case .array(let paths): paths.map(\.plain)
    default: []
    }
  }

  private static func delimiter(_ dialect: JSONValue?) -> UInt8 {
    guard case .string(let text)? = dialect?["delimiter"], text.utf8.count == 1,
      let byte = text.utf8.first, byte != UInt8(ascii: "\""), byte != 0x0A, byte != 0x0D
    else { return UInt8(ascii: ",") }
    return byte
  }

  /// A file of the package; nil where the path leads out of it, through a link as well.
  private static func inside(_ folder: URL, _ path: String) -> URL? {
    let steps = path.split(separator: "/", omittingEmptySubsequences: false)
    guard !path.hasPrefix("/"), !path.contains("://"), !path.contains("\\"),
      !path.utf8.contains(0), !steps.contains(".."), !path.isEmpty
    else { return nil }
    let plain = steps.filter { !$0.isEmpty && $0 != "." }.joined(separator: "/")
    let url = folder.appendingPathComponent(plain)
    let root = folder.resolvingSymlinksInPath().standardizedFileURL.path
    let real = url.resolvingSymlinksInPath().standardizedFileURL.path
    return real.hasPrefix(root.hasSuffix("/") ? root : root + "/") ? url : nil
  }
}
