-- ~/.config/nvim/lsp/mtfix.lua; then vim.lsp.enable("mtfix") in init.lua
--
-- Fix all that is certain when saving:
--   vim.api.nvim_create_autocmd("BufWritePre", {
--     pattern = { "*.txt", "*.md" },
--     callback = function()
--       vim.lsp.buf.code_action({ apply = true, context = { only = { "source.fixAll.mtfix" }, diagnostics = {} } })
--     end,
--   })
return {
  cmd = { "mtfix", "lsp" },
  filetypes = { "text", "markdown", "html", "yaml", "po", "srt", "xliff" },
  root_markers = { "mtfix.toml", "pyproject.toml", ".git" },
}
