-- Starts `auraescript lsp`, one for all buffers, and connects buffers with it.

local M = {}

-- Set it before the first script is opened to start something else.
M.command = { "auraescript", "lsp" }

local client

local function attached(_, buffer)
  vim.api.nvim_buf_set_option(buffer, "omnifunc", "v:lua.vim.lsp.omnifunc")
  vim.api.nvim_buf_set_option(buffer, "tagfunc", "v:lua.vim.lsp.tagfunc")
end

local function settings()
  return { name = "auraescript", cmd = M.command, on_attach = attached, root_dir = vim.fn.getcwd() }
end

-- Connect the current buffer.
function M.attach()
  if vim.fn.executable(M.command[1]) == 0 then
    vim.notify_once("auraescript is not installed: no completion, no diagnostics", vim.log.levels.WARN)
    return
  end
  if vim.lsp.start then -- from 0.8 on it finds the one that runs
    vim.lsp.start(settings(), {
      reuse_client = function(running)
        return running.name == "auraescript"
      end,
    })
    return
  end
  if not client or vim.lsp.client_is_stopped(client) then
    client = vim.lsp.start_client(settings())
  end
  if client then
    vim.lsp.buf_attach_client(0, client)
  end
end

return M
