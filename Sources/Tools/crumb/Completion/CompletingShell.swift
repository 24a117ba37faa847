internal import ArgumentParser

/// The shells with completion, and the script for each of them.
///
/// A script passes the words on to `crumb ---complete` and reads the result line by line: the kind
/// of completion, then the texts. The shell does not expand or evaluate any of the result, so a
/// cookie's name, which a server has chosen, is only text, whatever it contains. That rules out
/// bash's `compgen -W`, which expands its words, and zsh's `_describe`, which splits them.
enum CompletingShell: String, ExpressibleByArgument, CaseIterable, Sendable {
    case bash, zsh, fish

    var script: String {
        switch self {
        case .bash: Self.bashScript
        case .zsh: Self.zshScript
        case .fish: Self.fishScript
        }
    }

    /// crumb quotes for bash, which inserts the text as it is.
    private static let bashScript = #"""
        _crumb() {
            local kind='' line
            COMPREPLY=()
            while IFS= read -r line; do
                if [[ -z $kind ]]; then kind=$line; else COMPREPLY+=("$line"); fi
            done < <(
                command crumb ---complete bash "${COMP_LINE:0:COMP_POINT}" "$2" \
                    < /dev/null 2> /dev/null
            )
            case $kind in
                files) compopt -o default ;;
                directories) compopt -o dirnames ;;
            esac
        }
        complete -F _crumb crumb

        """#

    private static let zshScript = #"""
        #compdef crumb
        _crumb() {
            local kind line
            local -a answer values shown
            answer=("${(@f)$(
                command crumb ---complete zsh "${(@Q)words[1,CURRENT-1]}" \
                    "$IPREFIX$QIPREFIX$PREFIX" < /dev/null 2> /dev/null
            )}")
            kind=${answer[1]}
            case $kind in
                words)
                    for line in "${(@)answer[2,-1]}"; do
                        values+=("${line%%$'\t'*}")
                        shown+=("${line/$'\t'/  -- }")
                    done
                    if [[ "${answer[2]}" == *$'\t'* ]]; then
                        compadd -l -d shown -a -- values
                    else
                        compadd -a -- values
                    fi
                    ;;
                files | files\ *)
                    compset -P 1 '--[a-z-]##=' || compset -P '@'
                    if [[ $kind == files ]]; then
                        _files
                    else
                        _files -g "*.(${${kind#files }// /|})(-.)"
                    fi
                    ;;
                directories)
                    compset -P 1 '--[a-z-]##='
                    _directories
                    ;;
            esac
        }
        if [[ ${funcstack[1]} == _crumb ]]; then
            _crumb "$@"
        else
            compdef _crumb crumb
        fi

        """#

    private static let fishScript = #"""
        function __crumb_answer
            set -l words (commandline -opc)
            set -l word (commandline -ct)
            command crumb ---complete fish $words "$word" < /dev/null 2> /dev/null
        end

        function __crumb_words
            set -l answer (__crumb_answer)
            if test "$answer[1]" = words; and set -q answer[2]
                printf '%s\n' $answer[2..-1]
            end
        end

        function __crumb_wants_files
            set -l answer (__crumb_answer)
            string match -q -r '^(files|directories)' -- "$answer[1]"
        end

        complete -c crumb -f -a '(__crumb_words)'
        complete -c crumb -n __crumb_wants_files -F

        """#
}
