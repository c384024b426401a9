# Each file holds what one tenant answered. A line for each value that differs; where a sync is missing, jq fails.
inputs as $answer
| (input_filename | ltrimstr("answers/") | rtrimstr(".json")) as $tenant
| INDEX($answer[]; "\(.syncName)/\(.salesChannelName)") as $live
| $wanted[0][$tenant][]
| . as $sync
| ($live["\(.name)/\(.channel)"] // error("\($tenant) has no \(.name) of \(.channel)")) as $is
| INDEX($is.configurations[]; .displayName) as $options
| ({field: "interval", is: $is.interval, wanted: .interval},
   (.options | to_entries[] | {field: .key, is: $options[.key].currentValue, wanted: .value}))
| select(.is != .wanted)
| "\($tenant) | \($sync.name) | \($sync.channel) | \(.field)"
