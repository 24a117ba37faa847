internal import CProcess

package enum Orphans {
    /// From now on a process whose parent has ended becomes this process's child, if it is a descendant
    /// of it: so it is found again, whatever session it has made for itself.
    package static func adopt() {
        _ = crumb_adopt_orphans()
    }
}
